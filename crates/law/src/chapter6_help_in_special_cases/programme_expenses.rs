//! § 34: expenses of taking part in the introduction programme.

use jiff::civil::Date;

use super::application::{Application, Conditions, Judged, judged as judged_answer};
use super::failed_support::REASONABLE;
use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact};
use crate::case::PersonFile;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{Content, Dated, HelpForm, Offer, OfferForm};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether the means are lacking.
pub(super) static WITHOUT_MEANS: MissingFact = MissingFact {
    fact: "help_application.without_means",
    words: Words::new(
        "om udlændingen og ægtefællen selv kan betale",
        "whether the foreigner and the spouse can pay themselves",
    ),
};
static DOCUMENTED: MissingFact = MissingFact {
    fact: "help_application.documented",
    words: Words::new("om udgiften er dokumenteret", "whether the expense is documented"),
};
static DUE_TO_PROGRAMME: MissingFact = MissingFact {
    fact: "help_application.due_to_programme",
    words: Words::new(
        "om udgiften skyldes deltagelse i programmet",
        "whether the expense is caused by taking part in the programme",
    ),
};
static WEEKS: MissingFact = MissingFact {
    fact: "help_application.weeks",
    words: Words::new("højskoleopholdets længde i uger", "the weeks of the folk high school stay"),
};
static SPECIAL_MATERIAL: Judgement = Judgement {
    fact: "help_assessment.special_material",
    by: Bearer::Municipality,
    words: Words::new(
        "er undervisningsmaterialet af helt særlig art?",
        "is the teaching material of a quite special kind?",
    ),
};
static SUPPLEMENT_COVERS_LITTLE: Judgement = Judgement {
    fact: "help_assessment.supplement_covers_little",
    by: Bearer::Municipality,
    words: Words::new(
        "dækker beskæftigelsestillægget kun udgifterne i begrænset omfang?",
        "does the employment supplement cover the expenses only to a limited extent?",
    ),
};

/// § 34: whether an expense of the programme may be covered: the rule (stk. 1) with the limits during work placement and in a job
/// with wage subsidy (stk. 2).
pub fn may_be_covered(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    application: &Application<'_>,
    judged: &Judged,
    on: Date,
    why: &mut Why,
) -> Finding {
    let general = is_expense_of_the_programme(spine, edition, application, judged, why);
    let general = general.unless(&is_covered_by_the_supplement(file, application, judged, why));
    general.unless(&has_no_help_with_transport(file, application, on, why))
}

/// § 34, stk. 1: a programme is to be offered (§ 16, stk. 1), and the expense is documented, reasonable and caused by taking part in it;
/// the person and the spouse cannot pay it (1. pkt.), and where it is of a listed kind it keeps to what is said of that kind
/// ([`is_of_its_kind`]). Reads the application. Whether it is reasonable is the municipality's judgement.
pub fn is_expense_of_the_programme(
    spine: &Spine,
    edition: &Edition,
    application: &Application<'_>,
    judged: &Judged,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 34, stk. 1, 1. pkt.");
    let kind = is_of_its_kind(edition, application, judged, why);
    let mut met = Conditions::of(kind.provision, application, why);
    if let Some(programme) = &spine.programme {
        met.take(programme);
    }
    met.stated(provision, application.documented, &DOCUMENTED);
    met.judged(provision, judged.reasonable, &REASONABLE);
    met.stated(provision, application.due_to_programme, &DUE_TO_PROGRAMME);
    met.stated(provision, application.without_means, &WITHOUT_MEANS);
    met.take(&kind);
    met.finding()
}

/// § 34, stk. 1, 2. pkt. and nr. 1–5: the kinds the Act lists are examples, so an expense of no listed kind may be covered too; but
/// teaching material must be quite special and a folk high school stay not too long, or the list would not say so. Reads the
/// application. How special material is, is the municipality's judgement.
pub fn is_of_its_kind(edition: &Edition, application: &Application<'_>, judged: &Judged, why: &mut Why) -> Finding {
    let form = application.form;
    let stay = match application.weeks {
        Some(weeks) => Answer::of(weeks <= edition.figures.folk_high_school_weeks),
        None => Answer::Missing(&WEEKS),
    };
    let kinds = [
        (HelpForm::ProgrammeCourse, cite!("§ 34, stk. 1, nr. 1"), Answer::Yes),
        (HelpForm::ProgrammeTransport, cite!("§ 34, stk. 1, nr. 2"), Answer::Yes),
        (HelpForm::ProgrammeTools, cite!("§ 34, stk. 1, nr. 3"), Answer::Yes),
        (
            HelpForm::ProgrammeMaterial,
            cite!("§ 34, stk. 1, nr. 4"),
            judged_answer(judged.special_material, &SPECIAL_MATERIAL),
        ),
        (HelpForm::ProgrammeFolkHighSchool, cite!("§ 34, stk. 1, nr. 5"), stay),
    ];
    let listed = kinds.iter().find(|(kind, ..)| *kind == form);
    why.answer(cite!("§ 34, stk. 1, 2. pkt."), Answer::of(listed.is_some()), application.fact);
    for (kind, provision, answer) in kinds {
        why.answer(provision, if kind == form { answer } else { Answer::No }, application.fact);
    }
    listed.map_or(Finding::of(Answer::Yes, cite!("§ 34, stk. 1, 1. pkt.")), |(_, provision, answer)| {
        Finding::of(*answer, *provision)
    })
}

/// § 34, stk. 2, 1. pkt.: the exception for somebody in work placement when the expense is applied for, unless the employment
/// supplement covers only little of it. Reads offers. How much it covers is the municipality's judgement.
pub fn is_covered_by_the_supplement(
    file: &PersonFile<'_>,
    application: &Application<'_>,
    judged: &Judged,
    why: &mut Why,
) -> Finding {
    let placement = takes_part_in(file, &[OfferForm::WorkPlacement], application.on);
    let covers = match placement {
        Some(_) => judged_answer(judged.supplement_covers_little, &SUPPLEMENT_COVERS_LITTLE).negated(),
        None => Answer::No,
    };
    let assessment = judged.supplement_covers_little.map(|(_, fact)| fact);
    Finding::noted(covers, cite!("§ 34, stk. 2, 1. pkt."), [Some(application.fact), placement, assessment], why)
}

/// § 34, stk. 2, 2. pkt.: the exception for transport of somebody who is in a job with wage subsidy on the day (§ 23 c, § 24 b).
/// Reads offers.
pub fn has_no_help_with_transport(
    file: &PersonFile<'_>,
    application: &Application<'_>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let job = takes_part_in(file, &WAGE_SUBSIDY, on);
    let answer = Answer::of(application.form == HelpForm::ProgrammeTransport && job.is_some());
    Finding::noted(answer, cite!("§ 34, stk. 2, 2. pkt."), [Some(application.fact), job], why)
}

static WAGE_SUBSIDY: [OfferForm; 2] = [OfferForm::WageSubsidy, OfferForm::WageSubsidyOver55];

/// The offer of one of the forms that the person takes part in on the day.
fn takes_part_in(file: &PersonFile<'_>, forms: &[OfferForm], on: Date) -> Option<FactRef> {
    let runs = |offer: &&Dated<'_, Offer>| {
        forms.contains(&offer.form)
            && offer.on <= on
            && on < offer.until
            && ended(file, offer.fact).is_none_or(|ended| on < ended)
    };
    file.offers.iter().rev().find(runs).map(|offer| offer.fact)
}

/// The day an offer ended early.
fn ended(file: &PersonFile<'_>, offer: FactRef) -> Option<Date> {
    let ends = file.pointing_at(offer).filter(|(_, content)| matches!(content, Content::OfferEnd(_)));
    ends.map(|(fact, _)| file.day(fact)).min()
}

/// The days on which jobs with wage subsidy begin and end.
pub(super) fn days_of_wage_subsidy(file: &PersonFile<'_>) -> Vec<Date> {
    let jobs = file.offers.iter().filter(|offer| WAGE_SUBSIDY.contains(&offer.form));
    let mut days: Vec<Date> =
        jobs.flat_map(|offer| [Some(offer.on), Some(offer.until), ended(file, offer.fact)]).flatten().collect();
    days.sort_unstable();
    days
}
