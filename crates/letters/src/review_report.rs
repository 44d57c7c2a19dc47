//! What a review of judgements of availability found (integrationsloven § 25 b), as a report that can be handed on: figures by municipality with
//! their intervals, errors by kind, what municipalities were asked, and how the sample can be drawn again.
//!
//! It tells of no case and no person.

use law::assessment::day_text;
use law::words::{Language, count, number};
use oversight::availability::{Error, MunicipalityFigures, Review, figures};
use oversight::compliance::estimate::Estimate;
use oversight::figure::FEW;
use vocabulary::MunicipalityCode;

use crate::goals_report::numbers::moment;
use crate::goals_report::sheet::{Piece, Row, Said, Setting, Sheet, Table};
use crate::goals_report::{Made, ReportError};
use crate::press::Rendered;

/// The report of a review.
#[derive(Clone, Copy, Debug)]
pub struct ReviewReport<'a> {
    /// The review.
    pub review: &'a Review,
    /// Whose report it is.
    pub authority: &'a str,
    /// Who made it, and when.
    pub made: &'a Made,
    /// Its language.
    pub language: Language,
}

impl ReviewReport<'_> {
    /// Sets the report as PDF.
    ///
    /// # Errors
    /// Where something that was typed cannot be printed, or the typesetter refuses. No report was made then.
    pub fn render(&self) -> Result<Rendered, ReportError> {
        let mut setting = Setting::new(self.language);
        let sheet = self.sheet(&mut setting);
        setting.set(&sheet)
    }

    fn sheet(&self, setting: &mut Setting) -> Sheet {
        let danish = self.language == Language::Danish;
        let (title, of) = if danish {
            ("Tilsyn med kommunernes vurdering af rådighed (integrationsloven § 25 b)", "Tilsyn med rådighed")
        } else {
            (
                "Supervision of the municipalities' judgements of availability (integrationsloven § 25 b)",
                "Supervision of availability",
            )
        };
        let at = self.made.at;
        Sheet {
            language: if danish { "da" } else { "en" },
            day: (at.year(), at.month(), at.day()),
            title: setting.said(title),
            author: setting.said(self.authority),
            foot: setting.said(format!("{of}, {}", self.period())),
            page_words: if danish { ("Side", "af") } else { ("Page", "of") },
            body: self.body(setting),
        }
    }

    fn body(&self, setting: &mut Setting) -> Vec<Piece> {
        let figures = figures(self.review);
        let mut body = vec![Piece::Paragraph(setting.said(self.opening()))];
        let open = self.review.unassessed() as u64;
        if open > 0 {
            let open = count(open, self.language);
            let said = match self.language {
                Language::Danish => {
                    format!("{open} af de udtrukne vurderinger er ikke gennemgået endnu; tallene er foreløbige.")
                }
                Language::English => {
                    format!("{open} of the drawn decisions are not assessed yet; the figures are provisional.")
                }
            };
            body.push(Piece::Notice(setting.said(said)));
        }
        body.push(Piece::Paragraph(setting.said(self.conclusion(&figures))));
        if let Some((on, conclusion)) = &self.review.closed {
            let on = self.day(*on);
            let said = match self.language {
                Language::Danish => format!("Afsluttet {on}: {conclusion}"),
                Language::English => format!("Closed {on}: {conclusion}"),
            };
            body.push(Piece::Paragraph(setting.said(said)));
        }
        body.push(Piece::Section(setting.say("Kommunerne", "The municipalities")));
        body.push(Piece::Table(self.municipalities(setting, &figures)));
        body.push(Piece::Section(setting.say("Fejl efter art", "Errors by kind")));
        body.push(Piece::Table(self.errors(setting, &figures)));
        if !self.review.follow_ups.is_empty() {
            body.push(Piece::Section(
                setting.say("Opfølgning over for kommunerne", "Follow-up with the municipalities"),
            ));
            body.push(Piece::Terms(self.follow_ups(setting)));
        }
        body.push(Piece::Section(setting.say("Metode", "Method")));
        body.push(Piece::Terms(self.method(setting)));
        body
    }

    fn day(&self, day: jiff::civil::Date) -> String {
        day_text(day, self.language)
    }

    fn period(&self) -> String {
        let wanted = &self.review.wanted;
        let (from, to) = (self.day(wanted.from), self.day(wanted.to));
        match self.language {
            Language::Danish => format!("{from} til {to}"),
            Language::English => format!("{from} to {to}"),
        }
    }

    fn opening(&self) -> String {
        let (drawn, at, by) = (self.day(self.review.drawn), moment(self.made.at, self.language), &self.made.by);
        match self.language {
            Language::Danish => {
                format!("Vurderinger fra {}. Stikprøven blev trukket {drawn}. Udarbejdet af {by}, {at}.", self.period())
            }
            Language::English => {
                format!("Decisions from {}. The sample was drawn on {drawn}. Made by {by}, {at}.", self.period())
            }
        }
    }

    fn conclusion(&self, figures: &[MunicipalityFigures]) -> String {
        let number = |number: usize| count(number as u64, self.language);
        let (assessed, lawful) = sums(figures);
        let with_errors = figures.iter().filter(|one| one.assessed > one.lawful).count();
        let (wrong, assessed, of) = (number(assessed - lawful), number(assessed), number(figures.len()));
        let with_errors = number(with_errors);
        match self.language {
            Language::Danish => format!(
                "Af {assessed} gennemgåede vurderinger har {wrong} mindst én fejl. Der er fundet fejl i {with_errors} af {of} kommuner."
            ),
            Language::English => format!(
                "Of {assessed} decisions assessed, {wrong} have at least one error. Errors were found in {with_errors} of {of} municipalities."
            ),
        }
    }

    fn municipalities(&self, setting: &mut Setting, figures: &[MunicipalityFigures]) -> Table {
        let columns = vec![
            setting.rest("Kommune", "Municipality"),
            setting.numbers("Vurderinger", "Decisions", 23),
            setting.numbers("Udtrukket", "Drawn", 20),
            setting.numbers("Gennemgået", "Assessed", 23),
            setting.numbers("Lovlige", "Lawful", 17),
            setting.numbers("Refusion tabt", "Refund lost", 19),
            setting.column("Andel med fejl (95 %)", "Share with errors (95%)", 52),
        ];
        let number = |number: usize| count(number as u64, self.language);
        let mut rows: Vec<Row> = Vec::new();
        for one in figures {
            let share = one.error_share.map_or_else(|| "–".to_owned(), |share| self.share(share, one.assessed));
            let cells = [
                municipality(one.municipality),
                count(u64::from(one.decisions), self.language),
                number(one.drawn),
                number(one.assessed),
                number(one.lawful),
                number(one.refund_lost),
                share,
            ];
            rows.push(Row { kind: "plain", cells: cells.iter().map(|text| setting.said(text)).collect() });
        }
        let decisions: u64 = figures.iter().map(|one| u64::from(one.decisions)).sum();
        let drawn: usize = figures.iter().map(|one| one.drawn).sum();
        let (assessed, lawful) = sums(figures);
        let mut cells = vec![setting.say("I alt", "In all")];
        let refund_lost = figures.iter().map(|one| one.refund_lost).sum();
        let sums = [number(drawn), number(assessed), number(lawful), number(refund_lost)];
        for text in [count(decisions, self.language)].into_iter().chain(sums) {
            cells.push(setting.said(text));
        }
        // Each municipality is a stratum of its own: the sum of the sample is no share of the country.
        cells.push(Said::BLANK);
        rows.push(Row { kind: "sum", cells });
        Table { columns, rows }
    }

    fn share(&self, Estimate { share, low, high }: Estimate, assessed: usize) -> String {
        let percent = |share: f64| match self.language {
            Language::Danish => format!("{} %", number(share * 100.0, 1, self.language)),
            Language::English => format!("{}%", number(share * 100.0, 1, self.language)),
        };
        let few = match self.language {
            _ if assessed as u64 >= FEW => "",
            Language::Danish => "; få, usikkert",
            Language::English => "; few, uncertain",
        };
        format!("{} ({}–{}{few})", percent(share), percent(low), percent(high))
    }

    fn errors(&self, setting: &mut Setting, figures: &[MunicipalityFigures]) -> Table {
        let columns = vec![
            setting.rest("Fejl", "Error"),
            setting.numbers("Vurderinger", "Decisions", 24),
            setting.column("Kommuner", "Municipalities", 60),
        ];
        let mut rows = Vec::new();
        for error in Error::ALL {
            let found: Vec<(MunicipalityCode, usize)> =
                figures.iter().filter_map(|one| Some((one.municipality, *one.errors.get(&error)?))).collect();
            let all: usize = found.iter().map(|(_, many)| many).sum();
            let places: Vec<String> =
                found.iter().map(|(code, many)| format!("{} ({many})", municipality(*code))).collect();
            let places = if places.is_empty() { "–".to_owned() } else { places.join(", ") };
            let cells = [error.words().text(self.language).to_owned(), count(all as u64, self.language), places];
            rows.push(Row { kind: "plain", cells: cells.iter().map(|text| setting.said(text)).collect() });
        }
        Table { columns, rows }
    }

    fn follow_ups(&self, setting: &mut Setting) -> Vec<(Said, Said)> {
        let mut terms = Vec::new();
        for (code, one) in &self.review.follow_ups {
            let danish = self.language == Language::Danish;
            let standing = match (&one.settled, &one.answer) {
                (Some((on, how)), _) if danish => format!("Afgjort {}: {how}", self.day(*on)),
                (Some((on, how)), _) => format!("Settled {}: {how}", self.day(*on)),
                (None, Some((on, what))) if danish => format!("Besvaret {}: {what}", self.day(*on)),
                (None, Some((on, what))) => format!("Answered {}: {what}", self.day(*on)),
                (None, None) if danish => format!("Ikke besvaret, frist {}.", self.day(one.deadline)),
                (None, None) => format!("Not answered, deadline {}.", self.day(one.deadline)),
            };
            terms.push((setting.said(municipality(*code)), setting.said(format!("{} {standing}", one.what))));
        }
        terms
    }

    fn method(&self, setting: &mut Setting) -> Vec<(Said, Said)> {
        let Review { wanted, without_municipality, beyond_unemployment, unreadable_cases, .. } = self.review;
        let not_counted = if self.language == Language::Danish { "blev ikke talt" } else { "were not counted" };
        let most = count(u64::from(wanted.per_municipality), self.language);
        let count = |number: u32| count(u64::from(number), self.language);
        let danish = self.language == Language::Danish;
        let mut term = |da: &'static str, en: &'static str, text: String| (setting.say(da, en), setting.said(text));
        vec![
            term("Periode", "Period", self.period()),
            term(
                "Udtrækning",
                "Drawing",
                if danish {
                    format!(
                        "Højst {most} vurderinger fra hver kommune. Rækkefølgen er SHA-256 af frø, sag og oplysning, hver fulgt af et \
                         linjeskift; fra hver kommune tages de første. Samme vurderinger og samme frø giver samme stikprøve."
                    )
                } else {
                    format!(
                        "At most {most} decisions from each municipality. The order is SHA-256 of seed, case and fact, each followed by a \
                         line break; the first of each municipality are taken. The same decisions and seed give the same sample."
                    )
                },
            ),
            term("Frø", "Seed", wanted.seed.clone()),
            term(
                "Uden kendt kommune, ikke trukket af",
                "Without a known municipality, not drawn from",
                count(*without_municipality),
            ),
            term(
                "Problemer ud over ledighed, uden for § 25 b",
                "Problems beyond unemployment, outside § 25 b",
                count(*beyond_unemployment),
            ),
            term(
                "Sager, som loven ikke kan læses over",
                "Cases that the Act cannot read",
                unreadable_cases.map_or_else(|| not_counted.to_owned(), count),
            ),
            term(
                "Interval",
                "Interval",
                if danish {
                    format!(
                        "Andelen er af de gennemgåede vurderinger i kommunen, med Wilsons interval på 95 %. Hvor færre end {FEW} er gennemgået, \
                         siger andelen lidt. Tal for hele landet gives ikke: kommunerne er trukket hver for sig. En vurdering kan have flere fejl."
                    )
                } else {
                    format!(
                        "The share is of the decisions assessed in the municipality, with Wilson's interval of 95%. Where fewer than {FEW} are \
                         assessed, it says little. No figure of the country is given: each municipality was drawn by itself. A decision can \
                         have several errors."
                    )
                },
            ),
        ]
    }
}

/// Decisions that were assessed, and those of them that are lawful.
fn sums(figures: &[MunicipalityFigures]) -> (usize, usize) {
    figures.iter().fold((0, 0), |(assessed, lawful), one| (assessed + one.assessed, lawful + one.lawful))
}

fn municipality(code: MunicipalityCode) -> String {
    code.municipality().map_or_else(|| code.to_string(), |known| known.name.clone())
}

#[cfg(test)]
mod tests;
