//! A map of the 98 municipalities as tiles of one size: a small island is seen as well as a large city.
//!
//! Tiles lie roughly as the country does (`parameters/municipality-tiles.csv`), with a frame for each region. Classes differ by
//! pattern, and each tile has its value, so that the map can be read without colour and on paper. A value that rests on few has a pattern of
//! its own: it is shown and not compared.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::LazyLock;

use vocabulary::{Municipality, MunicipalityCode, Region};

use super::figure::{FILLS, Figure, escape, open, pattern_of_few, patterns};
use crate::texts::Language;

/// A map of values by municipality, with legend, conclusion and a table of all 98.
#[derive(Clone, Debug)]
pub struct TileMap {
    /// The language.
    pub language: Language,
    /// Makes the map's ids its own on the page; a word in ASCII.
    pub id: &'static str,
    /// What is drawn.
    pub title: String,
    /// What it shows, in a sentence.
    pub conclusion: String,
    /// What the values are: the head of the table's column.
    pub head: String,
    /// The classes, from the lowest; at most five. A value belongs to the last class that begins at or below it.
    pub classes: Vec<TileClass>,
    /// The values. A municipality that is not among them has none, which the map says.
    pub values: Vec<TileValue>,
    /// What is said in the legend of values that rest on few.
    pub few: String,
}

/// A class of values.
#[derive(Clone, Debug)]
pub struct TileClass {
    /// Where it begins.
    pub from: f64,
    /// What it is called in the legend.
    pub label: String,
}

/// A municipality's value.
#[derive(Clone, Debug)]
pub struct TileValue {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// The value that decides the class.
    pub value: f64,
    /// The value as it is told.
    pub says: String,
    /// The value as it stands on the tile: at most five signs.
    pub short: String,
    /// Whether it rests on so few that it is not compared.
    pub is_few: bool,
}

/// How a tile is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Class(usize),
    Few,
    Empty,
}

/// Where a municipality's tile lies.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tile {
    municipality: &'static Municipality,
    column: u8,
    row: u8,
    short: &'static str,
}

const SIDE: f64 = 46.0;
const GAP: f64 = 3.0;
const MARGIN: f64 = 6.0;
/// What a tile without a class is besides: its edge is dashed, so that it is not taken for the lowest class.
const EMPTY: &str = " empty";
/// Room below the tiles for the legend, a line each class.
const LEGEND_LINE: f64 = 24.0;

/// The tiles, in the order of the municipalities' codes.
fn tiles() -> &'static [Tile] {
    static TILES: LazyLock<Vec<Tile>> = LazyLock::new(|| {
        let table = include_str!("../../../../parameters/municipality-tiles.csv");
        let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.map(|row| read_tile(row).expect("parameters/municipality-tiles.csv is checked by a test")).collect()
    });
    &TILES
}

fn read_tile(row: &'static str) -> Option<Tile> {
    let mut cells = row.split(',');
    let municipality = MunicipalityCode::parse(cells.next()?).ok()?.municipality()?;
    let (column, row) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    Some(Tile { municipality, column, row, short: cells.next()? })
}

impl TileMap {
    /// The class of a value, counted from 1; none where it lies below the first.
    fn class(&self, value: f64) -> Option<usize> {
        self.classes.iter().take(FILLS).rposition(|class| class.from <= value).map(|place| place + 1)
    }

    fn look(&self, value: Option<&TileValue>) -> Look {
        match value {
            Some(value) if value.is_few => Look::Few,
            Some(value) => self.class(value.value).map_or(Look::Empty, Look::Class),
            None => Look::Empty,
        }
    }

    fn fill(&self, look: Look) -> String {
        match look {
            Look::Class(class) => format!("url(#{}-fill-{class})", self.id),
            Look::Few => format!("url(#{}-fill-few)", self.id),
            Look::Empty => "none".to_owned(),
        }
    }

    /// What a look is called in legend and table, before its words.
    fn mark(look: Look) -> String {
        match look {
            Look::Class(class) => class.to_string(),
            Look::Few => "*".to_owned(),
            Look::Empty => "–".to_owned(),
        }
    }

    fn by_municipality(&self) -> BTreeMap<u16, &TileValue> {
        self.values.iter().map(|value| (value.municipality.value(), value)).collect()
    }

    fn says(&self, value: &TileValue) -> String {
        if value.is_few { format!("{} ({})", value.says, self.few) } else { value.says.clone() }
    }

    fn none(&self) -> String {
        self.language.t("tile-map-none")
    }

    fn picture(&self) -> String {
        let columns = tiles().iter().map(|tile| tile.column).max().unwrap_or(0) + 1;
        let rows = tiles().iter().map(|tile| tile.row).max().unwrap_or(0) + 1;
        let lines = self.classes.len().min(FILLS) + 2;
        let bottom = MARGIN + f64::from(rows) * SIDE;
        let size = (2.0 * MARGIN + f64::from(columns) * SIDE, bottom + LEGEND_LINE * lines as f64 + MARGIN);
        let mut svg = open(self.id, &self.title, &self.conclusion, size);
        svg.push_str(&patterns(self.id));
        svg.push_str(&pattern_of_few(self.id));
        let values = self.by_municipality();
        for region in Region::ALL {
            write!(svg, r#"<g class="region region-{}"><title>{}</title>"#, region.code(), escape(region.name()))
                .expect("writing to a String cannot fail");
            let of_region: Vec<&Tile> = tiles().iter().filter(|tile| tile.municipality.region == region).collect();
            for tile in &of_region {
                self.tile(&mut svg, tile, values.get(&tile.municipality.code.value()).copied());
            }
            outline(&mut svg, &of_region);
            svg.push_str("</g>");
        }
        self.legend(&mut svg, bottom);
        svg.push_str("</svg>");
        svg
    }

    fn tile(&self, svg: &mut String, tile: &Tile, value: Option<&TileValue>) {
        let (x, y) = corner(tile.column, tile.row);
        let look = self.look(value);
        let says = value.map_or_else(|| self.none(), |value| self.says(value));
        let title = escape(&format!("{}: {says}", tile.municipality.name));
        let (side, middle) = (SIDE - GAP, (SIDE - GAP) / 2.0);
        let empty = if look == Look::Empty { EMPTY } else { "" };
        let tone = if look == Look::Class(FILLS) { " dark" } else { "" };
        let (fill, short) = (self.fill(look), value.map_or("–", |value| value.short.as_str()));
        write!(
            svg,
            r#"<g><title>{title}</title><rect class="tile{empty}" fill="{fill}" x="{x:.1}" y="{y:.1}" width="{side}" height="{side}"/><text class="tile-name halo{tone}" x="{:.1}" y="{:.1}" text-anchor="middle">{}</text><text class="tile-class halo{tone}" x="{:.1}" y="{:.1}" text-anchor="middle">{}</text></g>"#,
            x + middle,
            y + 18.0,
            escape(tile.short),
            x + middle,
            y + 35.0,
            escape(short)
        )
        .expect("writing to a String cannot fail");
    }

    fn legend(&self, svg: &mut String, bottom: f64) {
        let classes = self.classes.iter().take(FILLS).enumerate();
        let classes = classes.map(|(place, class)| (Look::Class(place + 1), class.label.clone()));
        let others = [(Look::Few, self.few.clone()), (Look::Empty, self.none())];
        for (line, (look, label)) in classes.chain(others).enumerate() {
            let y = bottom + LEGEND_LINE * line as f64 + 4.0;
            let (fill, mark) = (self.fill(look), Self::mark(look));
            let empty = if look == Look::Empty { EMPTY } else { "" };
            write!(
                svg,
                r#"<rect class="tile{empty}" fill="{fill}" x="{MARGIN}" y="{y:.1}" width="28" height="18"/><text x="{:.1}" y="{:.1}">{mark}: {}</text>"#,
                MARGIN + 36.0,
                y + 14.0,
                escape(&label)
            )
            .expect("writing to a String cannot fail");
        }
    }
}

impl fmt::Display for TileMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, title, conclusion, .. } = self;
        let heads = ["tile-map-municipality", "tile-map-region"].map(|key| language.t(key));
        let heads: Vec<String> = heads.into_iter().chain([self.head.clone(), language.t("tile-map-class")]).collect();
        let values = self.by_municipality();
        let cells = |tile: &Tile| -> [String; 4] {
            let value = values.get(&tile.municipality.code.value());
            let look = self.look(value.copied());
            [
                tile.municipality.name.clone(),
                tile.municipality.region.name().to_owned(),
                value.map_or_else(|| self.none(), |value| self.says(value)),
                Self::mark(look),
            ]
        };
        let rows: Vec<[String; 4]> = tiles().iter().map(cells).collect();
        let rows = rows.iter().map(<[String; 4]>::as_slice).collect();
        Figure { language: *language, title, conclusion, picture: self.picture(), heads: &heads, rows }.fmt(f)
    }
}

super::markup!(TileMap);

fn corner(column: u8, row: u8) -> (f64, f64) {
    (MARGIN + f64::from(column) * SIDE, MARGIN + f64::from(row) * SIDE)
}

/// The frame around a region: each side of a tile that no tile of the region lies beyond.
fn outline(svg: &mut String, tiles: &[&Tile]) {
    let is_there = |column: Option<u8>, row: Option<u8>| {
        tiles.iter().any(|tile| Some(tile.column) == column && Some(tile.row) == row)
    };
    let mut path = String::new();
    for tile in tiles {
        let (column, row) = (Some(tile.column), Some(tile.row));
        let (x, y) = corner(tile.column, tile.row);
        let (left, up, right, down) = (x - GAP / 2.0, y - GAP / 2.0, x + SIDE - GAP / 2.0, y + SIDE - GAP / 2.0);
        let mut side = |(x1, y1): (f64, f64), (x2, y2): (f64, f64)| {
            write!(path, "M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}").expect("writing to a String cannot fail");
        };
        if !is_there(tile.column.checked_sub(1), row) {
            side((left, up), (left, down));
        }
        if !is_there(tile.column.checked_add(1), row) {
            side((right, up), (right, down));
        }
        if !is_there(column, tile.row.checked_sub(1)) {
            side((left, up), (right, up));
        }
        if !is_there(column, tile.row.checked_add(1)) {
            side((left, down), (right, down));
        }
    }
    write!(svg, r#"<path class="region-line" d="{path}"/>"#).expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn map(values: &[(&str, f64)]) -> TileMap {
        let class = |(from, label): (f64, &str)| TileClass { from, label: label.into() };
        let value = |&(code, value): &(&str, f64)| TileValue {
            municipality: MunicipalityCode::parse(code).unwrap(),
            value,
            says: format!("{value} %"),
            short: format!("{value:.0} %"),
            is_few: value > 99.0,
        };
        TileMap {
            language: Language::Danish,
            id: "test",
            title: "Til tiden".into(),
            conclusion: "Flest på Læsø.".into(),
            head: "Andel".into(),
            classes: [(0.0, "under 50"), (50.0, "50 til 90"), (90.0, "90 og over")].map(class).into(),
            values: values.iter().map(value).collect(),
            few: "under 20".into(),
        }
    }

    #[test]
    fn every_municipality_has_one_tile_and_no_two_lie_on_each_other() {
        let places: BTreeSet<(u8, u8)> = tiles().iter().map(|tile| (tile.column, tile.row)).collect();
        let names: BTreeSet<&str> = tiles().iter().map(|tile| tile.short).collect();
        let codes: Vec<MunicipalityCode> = tiles().iter().map(|tile| tile.municipality.code).collect();
        let all: Vec<MunicipalityCode> = Municipality::all().iter().map(|municipality| municipality.code).collect();
        assert_eq!((places.len(), names.len(), codes), (98, 98, all));
        assert!(tiles().iter().all(|tile| (2..=4).contains(&tile.short.chars().count())));
    }

    #[test]
    fn the_tiles_lie_roughly_as_the_country_does() {
        let at = |name: &str| tiles().iter().find(|tile| tile.municipality.name == name).unwrap();
        for (north, south) in [
            ("Hjørring", "Aalborg"),
            ("Aalborg", "Aarhus"),
            ("Aarhus", "Kolding"),
            ("Kolding", "Sønderborg"),
            ("Helsingør", "København"),
            ("København", "Lolland"),
        ] {
            assert!(at(north).row < at(south).row, "{north} lies north of {south}");
        }
        for (west, east) in [
            ("Esbjerg", "Odense"),
            ("Odense", "Slagelse"),
            ("Slagelse", "Køge"),
            ("Thisted", "Frederikshavn"),
            ("Aarhus", "København"),
        ] {
            assert!(at(west).column < at(east).column, "{west} lies west of {east}");
        }
    }

    #[test]
    fn a_value_stands_in_its_class_by_pattern_number_title_and_table() {
        let map = map(&[("0825", 95.0), ("0101", 50.0), ("0851", 49.9)]);
        assert_eq!(
            [95.0, 90.0, 89.9, 50.0, 0.0, -1.0].map(|value| map.class(value)),
            [Some(3), Some(3), Some(2), Some(2), Some(1), None]
        );
        let html = map.to_string();
        for part in [
            "<title>Læsø: 95 %</title><rect class=\"tile\" fill=\"url(#test-fill-3)\"",
            "<title>Odense: ingen tal</title><rect class=\"tile empty\" fill=\"none\"",
            ">3: 90 og over<",
            "<th scope=\"row\">Læsø</th><td class=\"n\">Region Nordjylland</td><td class=\"n\">95 %</td><td class=\"n\">3</td>",
        ] {
            assert!(html.contains(part), "{part}");
        }
        assert_eq!(html.matches("class=\"tile-name").count(), 98);
        assert_eq!(html.matches("<th scope=\"row\">").count(), 98, "all stand in the table, those without a value too");
    }

    #[test]
    fn a_value_that_rests_on_few_is_shown_and_stands_in_no_class() {
        let html = map(&[("0825", 100.0), ("0101", 0.0)]).to_string();
        for part in [
            "<title>Læsø: 100 % (under 20)</title><rect class=\"tile\" fill=\"url(#test-fill-few)\"",
            "<title>København: 0 %</title><rect class=\"tile\" fill=\"url(#test-fill-1)\"",
            ">100 %</text>",
            ">*: under 20<",
            ">100 % (under 20)</td><td class=\"n\">*</td>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        let (first, _) = html.split_once("-fill-2").expect("the patterns");
        assert!(first.contains("M0 4 H8"), "the lowest class is not as empty as what has no figure");
    }

    #[test]
    fn each_region_has_a_frame_and_its_name() {
        let html = map(&[]).to_string();
        for region in Region::ALL {
            assert!(html.contains(&format!("<title>{}</title>", region.name())));
        }
        assert_eq!(html.matches("region-line").count(), 5);
    }
}
