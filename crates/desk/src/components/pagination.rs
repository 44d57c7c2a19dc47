//! Pages of a list: links, the current one marked, gaps told.

use askama::Template;

use super::Query;
use crate::texts::Language;

/// The pages of a list. Nothing where there is one page only.
#[derive(Clone, Debug, Template)]
#[template(path = "components/pagination.html")]
pub struct Pagination {
    language: Language,
    query: Query,
    current: u64,
    last: u64,
}

struct PageLink {
    href: String,
    label: String,
    says: String,
    is_current: bool,
}

impl Pagination {
    /// Of a list of so many things on pages of so many; the address says which page it is (`side=2`).
    pub fn new(language: Language, query: Query, total: u64, per_page: u64) -> Self {
        let last = total.div_ceil(per_page.max(1)).max(1);
        let asked = query.get("side").and_then(|page| page.parse().ok()).unwrap_or(1);
        Self { language, query, current: asked.clamp(1, last), last }
    }

    /// The page that is shown, from 1.
    pub fn current(&self) -> u64 {
        self.current
    }

    /// First, last, and those around the current one; none is a gap.
    fn numbers(&self) -> Vec<Option<u64>> {
        let is_near = |page: u64| page == 1 || page == self.last || page.abs_diff(self.current) <= 1;
        let mut numbers = Vec::new();
        for page in (1..=self.last).filter(|page| is_near(*page)) {
            let before = numbers.last().copied().flatten().unwrap_or(0);
            if page > before + 1 {
                numbers.push(None);
            }
            numbers.push(Some(page));
        }
        numbers
    }

    fn is_needed(&self) -> bool {
        self.last > 1
    }

    fn links(&self) -> Vec<Option<PageLink>> {
        let link = |page: u64| PageLink {
            href: self.href(page),
            label: self.language.count(page),
            says: self.language.t_with("pages-page", &[("page", page.into())]),
            is_current: page == self.current,
        };
        self.numbers().into_iter().map(|number| number.map(link)).collect()
    }

    fn href(&self, page: u64) -> String {
        self.query.with("side", &page.to_string()).href()
    }

    fn before(&self) -> Option<String> {
        (self.current > 1).then(|| self.href(self.current - 1))
    }

    fn after(&self) -> Option<String> {
        (self.current < self.last).then(|| self.href(self.current + 1))
    }
}

super::markup!(Pagination);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pages(path: &str, total: u64) -> Pagination {
        Pagination::new(Language::Danish, Query::of(path), total, 50)
    }

    #[test]
    fn first_last_and_neighbours_are_shown_with_gaps_between() {
        let shown = pages("/pligter?side=5", 500).numbers();
        assert_eq!(shown, [Some(1), None, Some(4), Some(5), Some(6), None, Some(10)]);
    }

    #[test]
    fn one_page_needs_no_links() {
        assert_eq!(pages("/pligter", 50).to_string(), "");
    }

    proptest! {
        #[test]
        fn the_current_page_exists_whatever_is_asked(page in any::<u64>(), total in 0_u64..100_000) {
            let pages = pages(&format!("/pligter?side={page}"), total);
            prop_assert!((1..=pages.last).contains(&pages.current));
            prop_assert!(pages.numbers().contains(&Some(pages.current)));
        }
    }
}
