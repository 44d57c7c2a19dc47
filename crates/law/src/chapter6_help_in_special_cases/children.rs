//! §§ 37–38: access to own children, travel to children taken abroad, and support of a child after a death.

use vocabulary::UncertainDate;

use super::application::{Application, Conditions};
use super::programme_expenses::WITHOUT_MEANS;
use crate::answer::{Answer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{Child, Dated};
use crate::why::Why;
use crate::words::Words;

static WHICH_CHILD: MissingFact = MissingFact {
    fact: "help_application.child",
    words: Words::new("hvilket barn samværet gælder", "which child the access is to"),
};
static CHILD: MissingFact = MissingFact {
    fact: "child",
    words: Words::new(
        "barnets forhold: om det er udlændingens eget, og hvor det bor",
        "the child's circumstances: whether it is the foreigner's own and where it lives",
    ),
};
static CHILD_BORN: MissingFact =
    MissingFact { fact: "child.born", words: Words::new("barnets fødselsdag", "the child's day of birth") };
static TAKEN_ABROAD: MissingFact = MissingFact {
    fact: "help_application.child_taken_abroad",
    words: Words::new(
        "om barnet er ført til udlandet uden samtykke",
        "whether the child was taken abroad without consent",
    ),
};
static CUSTODY: MissingFact = MissingFact {
    fact: "help_application.has_custody",
    words: Words::new("om udlændingen har forældremyndigheden", "whether the foreigner has custody"),
};
static POLICE: MissingFact = MissingFact {
    fact: "help_application.reported_to_police",
    words: Words::new("om sagen er anmeldt til dansk politi", "whether the Danish police have been told"),
};
static FOREIGN_MINISTRY: MissingFact = MissingFact {
    fact: "help_application.put_before_foreign_ministry",
    words: Words::new(
        "om kommunen har forelagt sagen for Udenrigsministeriet",
        "whether the municipality has put the case before the Ministry of Foreign Affairs",
    ),
};
static CUSTODY_AFTER_DEATH: MissingFact = MissingFact {
    fact: "help_application.custody_after_death",
    words: Words::new(
        "om forældremyndigheden efter et dødsfald er hos en uden forsørgelsespligt",
        "whether custody after a death lies with somebody without a duty to support",
    ),
};
static CHILD_INCOME: MissingFact = MissingFact {
    fact: "help_application.child_income_insufficient",
    words: Words::new("om barnets indtægter rækker", "whether the child's income suffices"),
};

/// § 37, stk. 1: access to an own child under 18 who lives elsewhere (1. pkt.), which the person and the spouse cannot pay (2. pkt.).
/// Reads the application and the facts about the child, on the day of the application: how long a case takes costs no help.
pub fn is_contact_with_own_child(
    file: &PersonFile<'_>,
    edition: &Edition,
    application: &Application<'_>,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 37, stk. 1, 1. pkt.");
    let mut met = Conditions::of(cite!("§ 37, stk. 1"), application, why);
    match (&application.child, child_of(file, application)) {
        (None, _) => met.found(provision, Answer::Missing(&WHICH_CHILD), None),
        (Some(_), None) => met.found(provision, Answer::Missing(&CHILD), None),
        (Some(_), Some(child)) => {
            met.found(provision, Answer::of(is_own(child)), Some(child.fact));
            met.found(provision, Answer::of(!child.lives_at_home), Some(child.fact));
            met.found(provision, is_under_age(file, edition, child, application), Some(child.fact));
        }
    }
    met.stated(cite!("§ 37, stk. 1, 2. pkt."), application.without_means, &WITHOUT_MEANS);
    met.finding()
}

/// What is known on the day of the application about the child it is about.
fn child_of<'f, 'a>(file: &'f PersonFile<'a>, application: &Application<'_>) -> Option<&'f Dated<'a, Child>> {
    let name = application.child.as_ref()?;
    file.children.iter().rev().find(|child| child.child == *name && child.on <= application.on)
}

/// An own child is one whom the person, as a parent, has the duty to support.
pub fn is_own(child: &Child) -> bool {
    child.duty_to_support
}

fn is_under_age(file: &PersonFile<'_>, edition: &Edition, child: &Child, application: &Application<'_>) -> Answer {
    let as_person = file.case.person(&child.child).and_then(|person| file.case.persons[person.place()].born);
    let Some(born) = child.born.map(UncertainDate::certain).or(as_person) else {
        return Answer::Missing(&CHILD_BORN);
    };
    let of_age = |born| calendar::birthday(born, edition.figures.contact_child_age_years) <= application.on;
    match (of_age(born.earliest()), of_age(born.latest())) {
        (false, _) => Answer::Yes,
        (true, true) => Answer::No,
        (true, false) => Answer::Missing(&CHILD_BORN),
    }
}

/// § 37, stk. 2: travel to a child who was taken abroad without the person's consent (1. pkt.); the person has custody, the police have
/// been told and the municipality has put the case before the Ministry of Foreign Affairs (2. pkt.); neither the person nor the
/// spouse can pay (3. pkt.). Reads the application.
pub fn is_travel_to_child_taken_abroad(application: &Application<'_>, why: &mut Why) -> Finding {
    let (taken, in_order) = (cite!("§ 37, stk. 2, 1. pkt."), cite!("§ 37, stk. 2, 2. pkt."));
    let mut met = Conditions::of(cite!("§ 37, stk. 2"), application, why);
    met.stated(taken, application.child_taken_abroad, &TAKEN_ABROAD);
    met.stated(in_order, application.has_custody, &CUSTODY);
    met.stated(in_order, application.reported_to_police, &POLICE);
    met.stated(in_order, application.put_before_foreign_ministry, &FOREIGN_MINISTRY);
    met.stated(cite!("§ 37, stk. 2, 3. pkt."), application.without_means, &WITHOUT_MEANS);
    met.finding()
}

/// § 38: support of a child whose custody passed, when its holder died, to somebody without a duty to support it (1. pkt.), and whose
/// own income, child allowances included, does not suffice (2. pkt.). Reads the application.
pub fn is_support_of_child_after_death(application: &Application<'_>, why: &mut Why) -> Finding {
    let mut met = Conditions::of(cite!("§ 38"), application, why);
    met.stated(cite!("§ 38, 1. pkt."), application.custody_after_death, &CUSTODY_AFTER_DEATH);
    met.stated(cite!("§ 38, 2. pkt."), application.child_income_insufficient, &CHILD_INCOME);
    met.finding()
}
