//! The head of a list: how many, narrowed to what, sorted how; and column heads that sort.

use askama::Template;

use super::Query;
use crate::texts::Language;

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name of the column in the address; none where the list cannot be sorted by it.
    pub sort_key: Option<&'static str>,
    /// What its head says.
    pub label: String,
    /// Whether it holds figures, which stand to the right.
    pub is_number: bool,
    /// Whether it stands in the table: a list can be sorted by one that does not.
    pub is_shown: bool,
}

impl Column {
    /// A column that the list can be sorted by.
    pub fn sortable(sort_key: &'static str, label: impl Into<String>) -> Self {
        Self { sort_key: Some(sort_key), label: label.into(), is_number: false, is_shown: true }
    }

    /// A column that the list cannot be sorted by.
    pub fn plain(label: impl Into<String>) -> Self {
        Self { sort_key: None, label: label.into(), is_number: false, is_shown: true }
    }

    /// Shown, or known only.
    #[must_use]
    pub fn shown(mut self, is_shown: bool) -> Self {
        self.is_shown = is_shown;
        self
    }

    /// Holding figures.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.is_number = true;
        self
    }
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Which column, by its key.
    pub by: &'static str,
    /// Largest or latest first.
    pub is_descending: bool,
}

impl Sort {
    /// What the address asks for (`sorter=-frist`), where a column has that key.
    pub fn asked(query: &Query, columns: &[Column]) -> Option<Self> {
        let asked = query.get("sorter")?;
        let (is_descending, key) = asked.strip_prefix('-').map_or((false, asked), |key| (true, key));
        let key = columns.iter().filter_map(|column| column.sort_key).find(|known| *known == key)?;
        Some(Self { by: key, is_descending })
    }
}

/// What a list shows, said above it and in its column heads: `{{ list.said() }}` and `{{ list.head()|safe }}`.
#[derive(Clone, Debug)]
pub struct ListState {
    /// The language.
    pub language: Language,
    /// How many of what, in all pages: "120 pligter".
    pub total: String,
    /// What it is narrowed to, in words; empty when to nothing.
    pub filters: Vec<String>,
    /// How it is sorted.
    pub sort: Sort,
    /// The columns.
    pub columns: Vec<Column>,
    /// The address of the list as it is now.
    pub query: Query,
}

#[derive(Template)]
#[template(path = "components/table_head.html")]
struct Head<'a> {
    list: &'a ListState,
}

impl ListState {
    /// "120 pligter · filter: Aarhus, overskredet · sorteret efter frist".
    pub fn said(&self) -> String {
        let sorted = self.columns.iter().find(|column| column.sort_key == Some(self.sort.by));
        let sorted = sorted.map_or_else(String::new, |column| column.label.to_lowercase());
        let key = if self.sort.is_descending { "list-sorted-descending" } else { "list-sorted" };
        let filter = if self.filters.is_empty() { self.language.t("list-no-filter") } else { self.filters.join(", ") };
        self.language.t_with(
            "list-said",
            &[
                ("total", self.total.as_str().into()),
                ("filter", filter.into()),
                ("sorted", self.language.t_with(key, &[("column", sorted.into())]).into()),
            ],
        )
    }

    /// The head of the table, whose links sort the whole list and go to its first page.
    pub fn head(&self) -> String {
        Head { list: self }.render().expect("a head of plain texts can always be written to memory")
    }

    /// The columns that stand in the table.
    fn shown(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.is_shown)
    }

    fn direction(&self, column: &Column) -> Option<&'static str> {
        let is_sorted = column.sort_key.is_some_and(|key| key == self.sort.by);
        is_sorted.then_some(if self.sort.is_descending { "descending" } else { "ascending" })
    }

    fn sorted_by(&self, key: &str) -> String {
        let turns = key == self.sort.by && !self.sort.is_descending;
        let value = if turns { format!("-{key}") } else { key.to_owned() };
        self.query.without("side").with("sorter", &value).href()
    }

    fn icon(&self, column: &Column) -> super::Icon {
        super::Icon(match self.direction(column) {
            Some("descending") => "sort-table-descending",
            Some(_) => "sort-table-ascending",
            None => "sort-table-none",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(filters: Vec<String>) -> ListState {
        let columns = vec![Column::sortable("frist", "Frist"), Column::plain("Person")];
        let query = Query::of("/pligter?side=3&kommune=751");
        let sort = Sort { by: "frist", is_descending: false };
        ListState { language: Language::Danish, total: "120 pligter".into(), filters, sort, columns, query }
    }

    #[test]
    fn count_filter_and_sort_are_always_said() {
        assert_eq!(list(vec![]).said(), "120 pligter · filter: intet · sorteret efter frist");
        let narrowed = list(vec!["Aarhus".into(), "overskredet".into()]);
        assert_eq!(narrowed.said(), "120 pligter · filter: Aarhus, overskredet · sorteret efter frist");
    }

    #[test]
    fn sorting_keeps_the_filter_and_goes_to_the_first_page() {
        let head = list(vec![]).head();
        assert!(head.contains(r#"href="/pligter?kommune=751&#38;sorter=-frist""#), "{head}");
        assert!(head.contains(r#"aria-sort="ascending""#), "{head}");
    }

    #[test]
    fn a_column_that_is_not_shown_has_no_head_and_its_sort_is_still_said() {
        let mut list = list(vec![]);
        list.columns[0].is_shown = false;
        assert!(!list.head().contains("Frist"), "{}", list.head());
        assert!(list.said().ends_with("sorteret efter frist"));
    }

    #[test]
    fn only_a_column_of_the_list_sorts_it() {
        let columns = [Column::sortable("frist", "Frist")];
        let sort = |path: &str| Sort::asked(&Query::of(path), &columns);
        assert_eq!(sort("/?sorter=-frist"), Some(Sort { by: "frist", is_descending: true }));
        assert_eq!(sort("/?sorter=hemmelig"), None);
    }
}
