//! The page on method: how the figures were made, so that whoever reads them can judge them.

use law::words::Language;
use oversight::compliance::figures::NOT_PUBLISHED_UNDER;
use oversight::figure::FEW;

use super::content::GoalContent;
use super::numbers::{day, moment, points};
use super::wording::Wording;
use super::{Audience, GoalsReport};

/// What was done, and how.
pub(super) fn method(report: &GoalsReport<'_>, goals: &[GoalContent]) -> Vec<(String, String)> {
    let words = Wording(report.language);
    let (plan, sight) = (report.plan, report.status.sight);
    let danish = report.language == Language::Danish;
    let the_day = |date| day(date, report.language);
    let mut terms: Vec<(&'static str, String)> = Vec::new();
    let mut say = |what: (&'static str, &'static str), said: String| terms.push((words.say(what.0, what.1), said));

    let valid = [plan.valid_from, plan.valid_to].map(|date| the_day(oversight::flow::Day::from(date)));
    let between =
        if danish { format!("{} til {}", valid[0], valid[1]) } else { format!("{} to {}", valid[0], valid[1]) };
    let version = words.say("definitionernes udgave", "version of the definitions");
    say(("Plan", "Plan"), format!("{} ({}, {version} {}), {between}", words.of(&plan.title), plan.id, plan.version));
    say(("Kilde", "Source"), plan.source.clone());
    say(("Myndighed", "Authority"), words.of(&plan.authority));
    let signers: Vec<String> = plan.signers.iter().map(|signer| words.of(signer)).collect();
    say(("Indgået mellem", "Agreed between"), signers.join(", "));
    say(("Opgjort pr.", "Figures as of"), the_day(sight.on));
    say(("Kendt pr.", "Known at"), the_day(sight.known_at));
    say(("Udarbejdet", "Made"), format!("{}, {}", report.made.by, moment(report.made.at, report.language)));
    let audience = match report.audience {
        Audience::Internal => words.say("til myndigheden og departementet", "for the authority and its ministry"),
        Audience::Published => words.say("til offentliggørelse", "for publication"),
    };
    say(("Udgave", "Edition"), audience.to_owned());
    say(
        ("Sådan er der talt", "How it was counted"),
        words
            .say(
                "Hvert tal er en liste af sager. En hændelse tæller med, når den er sket senest på opgørelsesdagen og var registreret senest \
                 på kendskabsdagen. Listens sum (SHA-256) er over sagerne, definitionen, perioden og de to dage, så tallet kan laves igen \
                 og efterprøves.",
                "Each figure is a list of cases. An event counts when it happened by the day of the figures and was entered by the day of \
                 knowledge. The sum of the list (SHA-256) is over the cases, the definition, the period and the two days, so that a figure \
                 can be made again and verified.",
            )
            .to_owned(),
    );
    say(
        ("Median, andel og gennemsnit", "Median, share and mean"),
        words
            .say(
                "De vises altid sammen, fordi hver for sig skjuler noget. Medianen af et lige antal er midt mellem de to midterste. De \
                 langsomste sager udelades af gennemsnittet: antallet er sagerne gange den andel, der ikke beholdes, rundet ned; af lige \
                 langsomme udelades den med det højeste sagsnummer. Krav sammenholdes med det nøjagtige tal, aldrig med det afrundede.",
                "They are always shown together, since each alone hides something. The median of an even number lies halfway between the two in \
                 the middle. The slowest cases are left out of the mean: their number is the cases times the share not kept, rounded down; of \
                 equally slow ones the one with the highest case number is left out. Requirements are held against the exact figure, never the rounded one.",
            )
            .to_owned(),
    );
    say(
        ("Åbne sager", "Open cases"),
        words
            .say(
                "Alderen på de sager, der endnu ikke er afsluttet, står ved siden af, fordi et mål for afgjorte sager belønner, at gamle sager \
                 bliver liggende.",
                "The age of the cases that are not yet closed stands beside them, since a measure of decided cases rewards leaving old cases.",
            )
            .to_owned(),
    );
    say(
        ("Udeladte sager og fejlsager", "Cases left out and faulty cases"),
        words
            .say(
                "Ingen sag falder ud i stilhed: hver udeladt sag står på listen med sin grund, og antallet står ved målet. En sag, der modsiger \
                 sig selv, kan ikke måles; kunne sådanne sager ændre udfaldet, kan målet ikke afgøres.",
                "No case is dropped silently: each case left out is on the list with its reason, and the number stands with the goal. A case that \
                 contradicts itself cannot be measured; where such cases could tip the outcome, the goal is undecidable.",
            )
            .to_owned(),
    );
    say(
        ("Få sager", "Few cases"),
        if danish {
            format!("Hviler et tal på færre end {FEW} sager, står der en advarsel ved det.")
        } else {
            format!("Where a figure rests on fewer than {FEW} cases, a warning stands with it.")
        },
    );
    if report.occasion.is_follow_up() {
        say(
            ("Forventet for hele året", "Expected for the whole year"),
            words
                .say(
                    "De seneste 90 dages tempo føres frem til periodens udgang; intervallet er 95 %. Det nødvendige tempo er det, som resten \
                     af perioden kræver. Sæson, ny lov og ændret tilgang kendes ikke; med færre end 20 sager i de 90 dage gives intet tal.",
                    "The pace of the last 90 days is carried on to the end of the period; the interval is 95 %. The pace needed is what the rest \
                     of the period requires. Season, new law and changed inflow are not known; with fewer than 20 cases in the 90 days there is no \
                     figure.",
                )
                .to_owned(),
        );
    }
    let sum = points(plan.sum(), report.language);
    say(
        ("Point", "Points"),
        if danish {
            format!("Vægtene er tilsammen {sum} point. Endelige point kan ikke ændre sig mere; foreløbige kan.")
        } else {
            format!("The weights are {sum} points together. Final points cannot change any more; provisional ones can.")
        },
    );
    if report.audience == Audience::Published {
        say(
            ("Små tal", "Small numbers"),
            if danish {
                format!(
                    "Tal fra 1 til {} er skjult, og med dem så mange andre i samme opgørelse, at de ikke kan regnes ud af summerne. Andele, \
                     gennemsnit og lister, der ville røbe et skjult tal, er også skjult. De skrevne tekster er myndighedens egne.",
                    NOT_PUBLISHED_UNDER - 1
                )
            } else {
                format!(
                    "Numbers from 1 to {} are hidden, and with them as many others of the same figure as it takes so that they cannot be worked \
                     out from the sums. Shares, means and lists that would give a hidden number away are hidden too. The typed texts are the \
                     authority's own.",
                    NOT_PUBLISHED_UNDER - 1
                )
            },
        );
        let hiding = goals.iter().flat_map(|goal| &goal.parts).filter_map(|part| part.cases.as_ref());
        let hiding = hiding.filter(|cases| cases.counts.hides()).count();
        let said = match (hiding, danish) {
            (0, true) => "Intet tal er skjult.".to_owned(),
            (0, false) => "No number is hidden.".to_owned(),
            (hiding, true) => format!("Der er skjult tal i {hiding} opgørelser."),
            (hiding, false) => format!("Numbers are hidden in {hiding} figures."),
        };
        say(("Skjult her", "Hidden here"), said);
    }
    terms.into_iter().map(|(what, said)| (what.to_owned(), said)).collect()
}
