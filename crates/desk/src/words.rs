//! The Danish words of the trade for what the lower rooms only name: causes, alarms, sources, rules.
//!
//! The one place where a figure or an alarm becomes a sentence, used by pages and terminal alike.

use casework::fact::{self, RuleEvidence};
use casework::report::{AdministrativeNumbers, Couplings, MunicipalityErrors, Report, Warning};
use jiff::civil::Date;
use linkage::{Drift, FieldDrift, OutcomeShares};
use oversight::alarm::Alarm;
use oversight::uncoupled::{Cause, Figures, Rate};
use registers::Place;
use vocabulary::{GroundCategory, MunicipalityCode};

use crate::evidence_words;
use crate::texts::Language;

/// A day as Danes write it: `20-11-2026`.
pub fn date(day: Date) -> String {
    format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year())
}

/// A count with a point between the thousands: `1.234.567`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// A share as a percentage with a decimal comma: `3,1 %`; a dash where there is nothing to share.
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0).replace('.', ","))
}

/// A share with four decimals, for precisions near one: `99,9912 %`.
pub fn fine_percent(share: Option<f64>) -> String {
    share.map_or_else(|| "ikke målt".to_owned(), |share| format!("{:.4} %", share * 100.0).replace('.', ","))
}

/// The share of uncoupled permits.
pub fn uncoupled(rate: Rate) -> String {
    percent(rate.share())
}

/// The share of uncoupled permits in a page's language; a dash where there is nothing to share.
pub(crate) fn rate(language: Language, rate: Rate) -> String {
    rate.share().map_or_else(|| "–".to_owned(), |share| language.percent(share))
}

/// Why a permit's holder is not coupled.
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::NotEntered => "Ikke indrejst",
        Cause::DiedBefore => "Død før tildeling af nummer",
        Cause::NumberRequested => "Administrativt CPR-nummer er bestilt",
        Cause::PersonIdMissing => "Kommunen har ikke indtastet person-id",
        Cause::PersonIdWrong => "Kommunen har indtastet et forkert person-id",
        Cause::SeveralCandidates => "Flere personer i CPR passer lige godt",
        Cause::Contradiction => "Modstrid, som ingen tastefejl forklarer",
        Cause::NumberUnknown => "CARL2's CPR-nummer findes ikke i leverancerne",
        Cause::Rejected => "Afvist af en medarbejder",
        Cause::NoCandidate => "Ingen i CPR ligner",
        Cause::RowSetAside => "Personens række er ulæselig eller aldrig kommet",
    }
}

/// A group of grounds.
pub fn category(category: GroundCategory) -> &'static str {
    match category {
        GroundCategory::Refugee => "Flygtninge",
        GroundCategory::Family => "Familiesammenførte",
        GroundCategory::Other => "Andre",
    }
}

/// A warning as one sentence.
pub fn warning(warning: &Warning) -> String {
    match warning {
        Warning::WithoutModulus11 { file, numbers } => {
            format!("{file}: {} CPR-numre opfylder ikke modulus 11. De er gyldige.", count(*numbers))
        }
        Warning::ErrorsFromCpr { file, errors } => {
            format!("{file}: CPR melder {} fejl i det, vi har sendt (record 910).", count(*errors))
        }
        Warning::WrongCountAccepted { file, said, found } => format!(
            "{file}: slutrecorden tæller {} poster, filen har {}. Leverancen er taget imod, fordi indstillingerne siger det.",
            count(*said),
            count(*found)
        ),
        Warning::Absent { file, kind, records } => format!(
            "{file}: {} poster ({}) er ikke længere i den fulde leverance. De er bevaret, men bruges ikke mere.",
            count(*records),
            record_kind(kind)
        ),
        Warning::PassedOver { file } => {
            format!(
                "{file} ligger i indbakken, men er ikke nyere end den senest indlæste og er ikke gemt. Bed afsenderen om en ny."
            )
        }
        Warning::AnswerNotAskedFor { request_id } => {
            format!(
                "CPR-kontoret har svaret på bestillingen {request_id}, som vi ikke har sendt. Svaret er gemt og ikke koblet."
            )
        }
        Warning::AnswerNotCoupled { request_id } => {
            format!(
                "Svaret på bestillingen {request_id} er gemt og ikke koblet: personen eller nummeret er koblet allerede."
            )
        }
        Warning::BlockLeftOut { key, records, example } => format!(
            "{} poster deler nøglen {key} (fx {example}). Så mange sammenlignes ikke under den; andre nøgler kan stadig finde dem.",
            count(*records)
        ),
        Warning::ValuesLimited { register, values } => {
            format!(
                "{register}: {} værdier var for lange eller for mange og er afkortet i sammenligningen.",
                count(*values)
            )
        }
        Warning::ValuesUnreadable { register, field, values } => format!(
            "{register}: {} værdier i feltet {field} kunne ikke læses og tæller som manglende i sammenligningen.",
            count(*values)
        ),
    }
}

/// A municipality's name, its code where it is none of today's, or that none is known.
pub fn municipality(code: Option<MunicipalityCode>) -> String {
    match code {
        None => "Ukendt kommune".to_owned(),
        Some(code) => code.municipality().map_or_else(|| format!("Kode {code}"), |found| found.name.clone()),
    }
}

/// A kind of record in the proof of completeness.
pub fn record_kind(kind: &str) -> &str {
    match kind {
        fact::CPR_PERSON => "Personer i CPR-leverancer",
        fact::CARL2_PERSON => "Personer i CARL2",
        fact::CARL2_PERMIT => "Opholdstilladelser i CARL2",
        fact::CARL2_FORMER_NUMBER => "Tidligere numre i CARL2",
        fact::PERSON_ID_TYPED => "Kommunernes person-id-lister",
        fact::NUMBER_ANSWERED => "Svar fra CPR-kontoret",
        other => other,
    }
}

/// A source of deliveries, by its name in facts and alarms.
pub fn source(name: &str) -> &str {
    match name {
        "cpr" => "CPR",
        "carl2" => "CARL2",
        "person-ids" => "kommunernes person-id-lister",
        "administrative-numbers" => "CPR-kontorets svar",
        other => other,
    }
}

/// A place in a file.
pub fn place(place: &Place) -> String {
    let part = |name: &str, number: Option<u64>| number.map(|number| format!("{name} {number}"));
    let parts = [part("linje", place.line), part("række", place.row), part("byte", place.byte)];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() { "hele filen".to_owned() } else { said.join(", ") }
}

/// An alarm as one sentence: what happened and what to do.
pub fn alarm(alarm: &Alarm) -> String {
    match alarm {
        Alarm::Missing { source: name, last_produced_on } => {
            let last = last_produced_on.map_or_else(
                || "Der har aldrig været nogen".to_owned(),
                |day| format!("Den seneste er fra {}", date(day)),
            );
            format!("Ingen leverance fra {}. {last}. Kontakt afsenderen.", source(name))
        }
        Alarm::Late { source: name, produced_on, weekdays } => format!(
            "Leverancen fra {} er for gammel: dannet {}, {weekdays} hverdage før natten. Kontakt afsenderen.",
            source(name),
            date(*produced_on)
        ),
        Alarm::TooSmall { source: name, read, median } => format!(
            "Leverancen fra {} er for lille: {} mod normalt {}. Kontrollér hos afsenderen, at den er hel.",
            source(name),
            count(*read),
            count(*median)
        ),
        Alarm::Absent { source: name, absent, read } => format!(
            "Den fulde leverance fra {} mangler {} poster, som vi kender; den har {}. Kontrollér hos afsenderen, at den er hel.",
            source(name),
            count(*absent),
            count(*read)
        ),
        Alarm::FewCouplings { made, median } => format!(
            "Natten har kun lavet {} koblinger mod normalt {}. Kontrollér, at kommunernes lister og koblingen virker.",
            count(*made),
            count(*median)
        ),
        Alarm::RequestsUnanswered { requests } => format!(
            "{} bestillinger af administrative CPR-numre er ubesvarede efter fristen. Ryk CPR-kontoret.",
            count(*requests)
        ),
        Alarm::UncoupledRose { before, now } => format!(
            "Andelen af ukoblede tilladelser er steget til {1} fra {0}, da den var lavest. Se årsagerne i rapporten, før natten bruges.",
            percent(Some(*before)),
            percent(Some(*now))
        ),
        Alarm::SetAside { source: name, set_aside, read } => format!(
            "{} af {} poster fra {} kunne ikke læses. De ligger i karantænen og kan afspilles igen, når fejlen er rettet.",
            count(*set_aside),
            count(*read),
            source(name)
        ),
        Alarm::ProofBroken { source: name } => {
            format!(
                "Regnskabet går ikke op for {}: noget læst er ikke gjort rede for. Brug ikke natten, og meld fejlen.",
                record_kind(name)
            )
        }
        Alarm::MethodDiffers { differences } => format!(
            "Koblingens opsætning er ikke den, der er i kraft: {}. Natten har brugt den, der er i kraft. Prøv den anden med \"ankomst method try\" og få den godkendt, eller sæt filen tilbage.",
            configuration_parts(differences)
        ),
        Alarm::Drifted { fields, index } => format!(
            "Registrene ser ikke længere ud, som koblingens model regner med: {} (afvigelse {}). Se leverancerne efter; er de rigtige, så prøv en ny model med \"ankomst method try --retrain\".",
            fields.iter().map(|field| drift_field(field)).collect::<Vec<_>>().join(", "),
            decimals(*index)
        ),
        Alarm::CouplingsInDoubt { couplings } => format!(
            "{} koblinger modsiges af registrenes nye oplysninger. De består, indtil en medarbejder har set på dem.",
            count(*couplings)
        ),
    }
}

/// Parts of a coupling's configuration, each named once.
pub fn configuration_parts(parts: &[String]) -> String {
    parts.iter().map(|part| configuration_part(part)).collect::<Vec<_>>().join(", ")
}

/// What would become of a pair under another method, by the name that `casework::method_trial` gives the change.
pub fn method_change(kind: &str) -> &str {
    match kind {
        "couple to review" => "fra koblet til medarbejder",
        "couple to leave" => "fra koblet til ingenting",
        "review to couple" => "fra medarbejder til koblet",
        "review to leave" => "fra medarbejder til ingenting",
        "leave to couple" => "fra ingenting til koblet",
        "leave to review" => "fra ingenting til medarbejder",
        "other rule" => "samme udfald efter en anden regel",
        other => other,
    }
}

/// A part of a coupling's configuration, named `part.name`.
fn configuration_part(part: &str) -> String {
    match part.split_once('.') {
        Some(("decision", name)) => format!("tærsklen {name}"),
        Some(("limits", name)) => format!("grænsen {name}"),
        Some(("rule", name)) => format!("reglen »{}«", rule(name)),
        Some(("contradiction", name)) => format!("modstriden »{name}«"),
        Some(("field", name)) => format!("feltet »{}«", evidence_words::field(name)),
        Some(("order", "rule")) => "reglernes rækkefølge".to_owned(),
        Some(("order", "field")) => "felternes rækkefølge".to_owned(),
        Some(("order", _)) => "modstridenes rækkefølge".to_owned(),
        Some(("left", _)) => "det venstre registers navn eller nøgle".to_owned(),
        Some(("right", _)) => "det højre registers navn eller nøgle".to_owned(),
        _ if part == "name" => "koblingens navn".to_owned(),
        _ => part.to_owned(),
    }
}

/// The name of a rule, as data stewards know it.
pub fn rule(name: &str) -> String {
    match name {
        "person-id" => "Person-id".to_owned(),
        "cpr-number" => "CPR-nummer, navn og fødselsdato".to_owned(),
        "name, birth date and nationality" => "Navn, fødselsdato og statsborgerskab".to_owned(),
        "weight" => "Samlet vægt af oplysningerne".to_owned(),
        "administrative-number" => "Administrativt CPR-nummer".to_owned(),
        "data-steward" => "Medarbejder".to_owned(),
        other => other.to_owned(),
    }
}

/// On what a rule's precision was measured.
pub fn evidence(evidence: &RuleEvidence) -> String {
    let (wrong, examined) = (count(evidence.wrong), count(evidence.examined));
    format!("{} den {}: {wrong} forkerte af {examined}", evidence.against, date(evidence.on))
}

/// What the couplings come to, in one sentence.
pub fn couplings_conclusion(couplings: &Couplings) -> String {
    format!(
        "{} af {} personer i CARL2 er koblet; {} koblinger er nye og {} er fulgt med til et nyt CPR-nummer. {} par er sammenlignet i nat.",
        count(couplings.coupled),
        count(couplings.persons),
        count(couplings.made),
        count(couplings.followed),
        count(couplings.candidate_pairs)
    )
}

/// What the years show, in one sentence.
pub fn year_conclusion(figures: &Figures) -> String {
    let worst = figures.by_year.iter().filter(|(_, rate)| rate.permits >= 20);
    let worst = worst.max_by(|(_, a), (_, b)| a.share().unwrap_or(0.0).total_cmp(&b.share().unwrap_or(0.0)));
    let all = format!(
        "{} af {} tilladelser er ukoblede ({}).",
        count(figures.all.uncoupled),
        count(figures.all.permits),
        uncoupled(figures.all)
    );
    match worst {
        Some((year, rate)) => format!("{all} Størst er andelen for tilladelser fra {year}: {}.", uncoupled(*rate)),
        None => all,
    }
}

/// What the registers hold that somebody should look at, in one sentence.
pub fn detections_conclusion(report: &Report) -> String {
    let all = report.detections.values().sum();
    format!("{} fund står på listen detections.csv. Intet af dem er der handlet på.", count(all))
}

/// A field that drifts, or what became of the records.
fn drift_field(field: &str) -> &str {
    if field == "outcome" { "Udfald" } else { evidence_words::field(field) }
}

/// A number with two decimals and a decimal comma.
fn decimals(number: f64) -> String {
    format!("{number:.2}").replace('.', ",")
}

/// How far the coupled pairs are from the model, in one sentence or two.
pub fn drift_conclusion(drift: &Drift) -> String {
    let farthest = drift.fields.iter().max_by(|a, b| a.index.total_cmp(&b.index));
    let Some(farthest) = farthest.filter(|_| drift.pairs > 0) else {
        return "Ingen automatiske koblinger at holde op mod modellen.".to_owned();
    };
    let share = |shares: OutcomeShares, part: u64| {
        percent((shares.records() > 0).then(|| part as f64 / shares.records() as f64))
    };
    let now = drift.outcomes;
    let outcomes = format!("Koblet er {}, hos en medarbejder {}", share(now, now.coupled), share(now, now.review));
    let before = drift.expected.map_or_else(String::new, |then| {
        format!("; da metoden blev taget i brug {} og {}", share(then, then.coupled), share(then, then.review))
    });
    format!(
        "{} automatiske koblinger er holdt op mod modellen. Størst er afvigelsen i {}: {}. {outcomes}{before}.",
        count(drift.pairs),
        drift_field(&farthest.field),
        decimals(farthest.index)
    )
}

/// The fields' drift as rows: field, index, share where one side or both do not know the value.
pub fn drift_rows(drift: &Drift) -> Vec<[String; 3]> {
    let row = |field: &FieldDrift| {
        [drift_field(&field.field).to_owned(), decimals(field.index), percent(Some(field.missing))]
    };
    let outcome = drift.outcome_index.map(|index| ["Udfald".to_owned(), decimals(index), "–".to_owned()]);
    drift.fields.iter().map(row).chain(outcome).collect()
}

/// What the municipalities must mend, in one sentence.
pub fn errors_conclusion(errors: &MunicipalityErrors) -> String {
    format!(
        "{} fejl er åbne, heraf {} over fristen. I nat er {} fundet og {} lukket. Hver kommune får sin liste med frist.",
        count(errors.open),
        count(errors.overdue),
        count(errors.opened),
        count(errors.closed)
    )
}

/// How the administrative numbers fare, in one sentence.
pub fn numbers_conclusion(numbers: &AdministrativeNumbers) -> String {
    format!(
        "{} numre er bestilt i nat og {} er besvaret. {} bestillinger venter på svar; {} personer med nummer er endnu ikke bopælsregistreret, {} er.",
        count(numbers.requested),
        count(numbers.answered),
        count(numbers.unanswered),
        count(numbers.not_yet_resident),
        count(numbers.resident)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_a_point_between_the_thousands() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1.000"), (1_234_567, "1.234.567")] {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn a_place_is_a_line_of_text_or_a_row_of_a_table_without_lines() {
        let at = |line, row, byte| place(&Place { file: "events.csv".into(), line, row, byte });
        assert_eq!(at(Some(7), None, Some(81)), "linje 7, byte 81");
        assert_eq!(at(None, Some(7), None), "række 7");
        assert_eq!(at(None, None, None), "hele filen");
    }

    #[test]
    fn shares_have_a_decimal_comma_and_nothing_is_a_dash() {
        assert_eq!(percent(Some(0.0314)), "3,1 %");
        assert_eq!(percent(None), "–");
    }
}
