//! The page on method: how the figures were made, so that whoever reads them can judge them.

use law::assessment::day_text;
use law::words::{Language, Words};
use oversight::compliance::figures::NOT_PUBLISHED_UNDER;
use oversight::figure::FEW;

use super::content::GoalContent;
use super::numbers::{moment, points};
use super::wording::Wording;
use super::{Audience, GoalsReport};

/// What is said of every report: of what, and what.
const ALWAYS: [(Words, Words); 4] = [
    (
        Words::new("Sådan er der talt", "How it was counted"),
        Words::new(
            "Hvert tal er en liste af sager. En hændelse tæller med, når den er sket senest på opgørelsesdagen og var registreret senest på \
             kendskabsdagen. Listens sum (SHA-256) er over sagerne, definitionen, perioden og de to dage, så tallet kan laves igen og \
             efterprøves.",
            "Each figure is a list of cases. An event counts when it happened by the day of the figures and was entered by the day of knowledge. \
             The sum of the list (SHA-256) is over the cases, the definition, the period and the two days, so that a figure can be made again \
             and verified.",
        ),
    ),
    (
        Words::new("Median, andel og gennemsnit", "Median, share and mean"),
        Words::new(
            "De vises altid sammen, fordi hver for sig skjuler noget. Medianen af et lige antal er midt mellem de to midterste. De langsomste \
             sager udelades af gennemsnittet: antallet er sagerne gange den andel, der ikke beholdes, rundet ned; af lige langsomme udelades \
             den med det højeste sagsnummer. Krav sammenholdes med det nøjagtige tal, aldrig med det afrundede.",
            "They are always shown together, since each alone hides something. The median of an even number lies halfway between the two in the \
             middle. The slowest cases are left out of the mean: their number is the cases times the share not kept, rounded down; of equally \
             slow ones the one with the highest case number is left out. Requirements are held against the exact figure, never the rounded one.",
        ),
    ),
    (
        Words::new("Åbne sager", "Open cases"),
        Words::new(
            "Alderen på de sager, der endnu ikke er afsluttet, står ved siden af, fordi et mål for afgjorte sager belønner, at gamle sager \
             bliver liggende.",
            "The age of the cases that are not yet closed stands beside them, since a measure of decided cases rewards leaving old cases.",
        ),
    ),
    (
        Words::new("Udeladte sager og fejlsager", "Cases left out and faulty cases"),
        Words::new(
            "Ingen sag falder ud i stilhed: hver udeladt sag står på listen med sin grund, og antallet står ved målet. En sag, der modsiger sig \
             selv, kan ikke måles; kunne sådanne sager ændre udfaldet, kan målet ikke afgøres.",
            "No case is dropped silently: each case left out is on the list with its reason, and the number stands with the goal. A case that \
             contradicts itself cannot be measured; where such cases could tip the outcome, the goal is undecidable.",
        ),
    ),
];

const FORECAST: (Words, Words) = (
    Words::new("Forventet for hele året", "Expected for the whole year"),
    Words::new(
        "De seneste 90 dages tempo føres frem til periodens udgang; intervallet er 95 %. Det nødvendige tempo er det, som resten af perioden \
         kræver. Sager, hvis frist endnu løber, er blandt dem, der ventes, og tæller ikke med i tempoet, før fristen er ude. Sæson, ny lov og ændret tilgang kendes ikke; med færre end 20 sager i de 90 dage gives intet tal.",
        "The pace of the last 90 days is carried on to the end of the period; the interval is 95 %. The pace needed is what the rest of the \
         period requires. Cases whose limit still runs are among those to come, and are no part of the pace before it is over. Season, new law and changed inflow are not known; with fewer than 20 cases in the 90 days there is no figure.",
    ),
);

/// What was done, and how.
pub(super) fn method(report: &GoalsReport<'_>, goals: &[GoalContent]) -> Vec<(String, String)> {
    let words = Wording(report.language);
    let danish = report.language == Language::Danish;
    let fixed = |(what, how): (Words, Words)| (words.text(what), words.text(how));
    let mut terms = origin(report);
    terms.extend(ALWAYS.map(fixed));
    let few = if danish {
        format!("Hviler et tal på færre end {FEW} sager, står der en advarsel ved det.")
    } else {
        format!("Where a figure rests on fewer than {FEW} cases, a warning stands with it.")
    };
    terms.push((words.say("Få sager", "Few cases").to_owned(), few));
    if report.occasion.is_follow_up() {
        terms.push(fixed(FORECAST));
    }
    let sum = points(report.plan.sum(), report.language);
    let of_points = if danish {
        format!("Vægtene er tilsammen {sum} point. Endelige point kan ikke ændre sig mere; foreløbige kan.")
    } else {
        format!("The weights are {sum} points together. Final points cannot change any more; provisional ones can.")
    };
    terms.push((words.say("Point", "Points").to_owned(), of_points));
    if report.audience == Audience::Published {
        terms.push((words.say("Små tal", "Small numbers").to_owned(), small_numbers(danish)));
        terms.push((words.say("Skjult her", "Hidden here").to_owned(), hidden_here(goals, danish)));
    }
    terms
}

/// Which plan, as of when, by whom.
fn origin(report: &GoalsReport<'_>) -> Vec<(String, String)> {
    let words = Wording(report.language);
    let (plan, sight) = (report.plan, report.status.sight);
    let the_day = |day| day_text(day, report.language);
    let [from, to] = [plan.valid_from, plan.valid_to].map(the_day);
    let (version, until) = (words.say("definitionernes udgave", "version of the definitions"), words.say("til", "to"));
    let title = words.of(&plan.title);
    let signers: Vec<String> = plan.signers.iter().map(|signer| words.of(signer)).collect();
    let audience = match report.audience {
        Audience::Internal => words.say("til myndigheden og departementet", "for the authority and its ministry"),
        Audience::Published => words.say("til offentliggørelse", "for publication"),
    };
    let at = moment(report.made.at, report.language);
    let made = match report.audience {
        Audience::Internal => format!("{}, {at}", report.made.by),
        Audience::Published => at,
    };
    let terms = [
        ("Plan", "Plan", format!("{title} ({}, {version} {}), {from} {until} {to}", plan.id, plan.version)),
        ("Kilde", "Source", plan.source.clone()),
        ("Myndighed", "Authority", words.of(&plan.authority)),
        ("Indgået mellem", "Agreed between", signers.join(", ")),
        ("Opgjort pr.", "Figures as of", the_day(sight.on.date())),
        ("Kendt pr.", "Known at", the_day(sight.known_at.date())),
        ("Udarbejdet", "Made", made),
        ("Udgave", "Edition", audience.to_owned()),
    ];
    terms.map(|(da, en, said)| (words.say(da, en).to_owned(), said)).into()
}

fn small_numbers(danish: bool) -> String {
    let most = NOT_PUBLISHED_UNDER - 1;
    if danish {
        format!(
            "Tal fra 1 til {most} er skjult, og med dem så mange andre i samme opgørelse, at de ikke kan regnes ud af summerne. Andele, gennemsnit \
             og lister, der ville røbe et skjult tal, er også skjult. Hver opgørelse er beskyttet for sig. De skrevne tekster er myndighedens egne."
        )
    } else {
        format!(
            "Numbers from 1 to {most} are hidden, and with them as many others of the same figure as it takes so that they cannot be worked out from \
             the sums. Shares, means and lists that would give a hidden number away are hidden too. Each figure is protected by itself. The typed \
             texts are the authority's own."
        )
    }
}

fn hidden_here(goals: &[GoalContent], danish: bool) -> String {
    let parts =
        goals.iter().flat_map(|goal| &goal.parts).flat_map(|part| std::iter::once(part).chain(part.other.as_deref()));
    let hiding = parts.filter_map(|part| part.cases.as_ref()).filter(|cases| cases.counts.hides()).count();
    match (hiding, danish) {
        (0, true) => "Intet tal er skjult.".to_owned(),
        (0, false) => "No number is hidden.".to_owned(),
        (hiding, true) => format!("Opgørelser med skjulte tal: {hiding}."),
        (hiding, false) => format!("Figures with hidden numbers: {hiding}."),
    }
}
