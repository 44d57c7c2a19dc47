//! The four points that Rigsrevisionen followed up in its note of 2017 on the integration effort, in our own words, as an example to begin with.
//!
//! Days are those that the note or the answer to question 420 names: the report was published on 25 February 2015. What the note only dates by
//! month or quarter is dated by that period's last day, which it cannot be later than. The note's own day and the state auditors' decision are
//! in neither source, so no point is recommended or closed here.

use jiff::civil::{Date, date};

use super::figures::Figure;
use super::point::Step;
use crate::ledger::{Entry, Party};

const REPORT_PUBLISHED: Date = date(2015, 2, 25);
const SOURCE: &str = "Rigsrevisionen, notat 2017 om integrationsindsatsen (opfølgning på beretning af februar 2015)";

/// A point, and what shows that something was done about it.
struct Example {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    figure: Figure,
    evidence: &'static [(Date, &'static str, &'static str)],
}

const POINTS: [Example; 4] = [
    Example {
        id: "2017-1",
        title: "Kommunernes brug af kontrakter og helbredsmæssige vurderinger",
        text: "Ministeriet skal styrke samarbejdet med kommunerne og evaluere deres brug af integrationskontrakter, planer og \
               helbredsmæssige vurderinger. I revisionens stikprøve manglede 65 % af kontrakterne mål for beskæftigelse eller uddannelse.",
        figure: Figure::ContractsWithoutGoal,
        evidence: &[
            (
                date(2015, 12, 31),
                "Evaluering af kommunernes brug af kontrakter og vurderinger, efteråret 2015",
                "notatet, punkt 8",
            ),
            (date(2016, 3, 18), "Aftale med KL om 50 initiativer for modtagelse og integration", "notatet, punkt 8"),
            (
                date(2016, 7, 1),
                "Integrationsplanen er afskaffet og dens nyttige dele ført over i kontrakten",
                "notatet, punkt 8",
            ),
        ],
    },
    Example {
        id: "2017-2",
        title: "Synkronisering af data mellem udlændingesystemerne og CPR",
        text: "Opholdsgrundlaget skal være det samme i CARL2 og CPR, så der kan følges systematisk op på, om loven holdes.",
        figure: Figure::UncoupledPermits,
        evidence: &[
            (
                date(2015, 9, 30),
                "Fejl i opsætningen af serveren bag den natlige kobling er rettet",
                "notatet, punkt 11",
            ),
            (
                date(2016, 6, 11),
                "Historisk datavask, trin 1: data fra 2002 til og med denne dag er koblet igen",
                "notatet, punkt 11",
            ),
        ],
    },
    Example {
        id: "2017-3",
        title: "Administrative CPR-numre",
        text: "Ministeriet skal undersøge, om administrative CPR-numre kan koble de to registre, når opholdet meddeles.",
        figure: Figure::AdministrativeNumbers,
        evidence: &[
            (date(2015, 10, 1), "Ordningen begynder for familiesammenføring", "notatet, punkt 13"),
            (date(2016, 2, 1), "Ordningen begynder for asyl", "notatet, punkt 13"),
        ],
    },
    Example {
        id: "2017-4",
        title: "Tilsynet med danskuddannelsen",
        text: "Tilsynet med danskuddannelsens kvalitet skal styrkes.",
        figure: Figure::DanishEducationReports,
        evidence: &[
            (
                date(2016, 6, 28),
                "Rapport hvert andet år i stedet for hvert tredje, med krav til indholdet",
                "bekendtgørelse 981/2016 § 18, stk. 4",
            ),
            (
                date(2016, 9, 26),
                "Brev til kommunerne om ændringerne og om, hvad rapporterne særligt skal belyse",
                "notatet, punkt 16",
            ),
        ],
    },
];

/// The points with their steps, in the order of the note.
pub fn points() -> Vec<(&'static str, Vec<Entry<Step>>)> {
    POINTS.iter().map(|point| (point.id, steps(point))).collect()
}

fn steps(point: &Example) -> Vec<Entry<Step>> {
    let raised = Step::Raised {
        title: point.title.to_owned(),
        text: point.text.to_owned(),
        source: SOURCE.to_owned(),
        role: "ansvarlig for integrationsområdet".to_owned(),
        authority: "Udlændinge- og Integrationsministeriet".to_owned(),
        figures: vec![point.figure],
    };
    let evidence = point.evidence.iter().map(|(on, what, reference)| {
        let step = Step::EvidenceAdded { evidence: (*what).to_owned(), reference: (*reference).to_owned() };
        (*on, step)
    });
    let all = [(REPORT_PUBLISHED, raised)].into_iter().chain(evidence);
    all.map(|(on, what)| Entry { on, party: Party::Ministry, what }).collect()
}
