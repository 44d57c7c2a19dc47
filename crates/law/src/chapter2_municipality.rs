//! Chapter 2, §§ 4–5: which municipality is responsible, from when, and to whom it may leave its tasks.

use jiff::civil::Date;
use vocabulary::{MunicipalityCode, Period};

use crate::act::Provision;
use crate::answer::{Answer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::chapter12_definitions::{self, Category};
use crate::cite;
use crate::edition::Edition;
use crate::facts::{AppliedIn, Dated, Delegate, Delegation, Permit, Task, first_from, last_by, up_to};
use crate::life::{Life, Question, Value};
use crate::spine::{Responsible, Spine};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// From when a municipality is responsible.
pub static TAKEOVER: Question = Question {
    key: "municipality.takeover",
    words: Words::new("Hvornår overtager en kommune ansvaret?", "From when is a municipality responsible?"),
};
/// Which municipality is responsible.
pub static RESPONSIBLE: Question = Question {
    key: "municipality.responsible",
    words: Words::new("Hvilken kommune har ansvaret?", "Which municipality is responsible?"),
};
/// Who carries out tasks in the municipality's place.
pub static DELEGATED: Question = Question {
    key: "municipality.delegated",
    words: Words::new("Er opgaver overladt til andre?", "Are tasks left to others?"),
};

/// Where the application was lodged.
pub(crate) static APPLIED_IN: MissingFact = MissingFact {
    fact: "permit.applied_in",
    words: Words::new(
        "om ansøgningen er indgivet i Danmark eller i udlandet",
        "whether the application was lodged in Denmark or abroad",
    ),
};
static REGISTRATION: MissingFact = MissingFact {
    fact: "cpr_registration",
    words: Words::new(
        "registreringen i CPR som tilflyttet kommunen",
        "the registration in CPR as moved to the municipality",
    ),
};
static PLACEMENT: MissingFact = MissingFact {
    fact: "placement",
    words: Words::new("visiteringen til en kommune", "the placement in a municipality"),
};
static RESIDENCE: MissingFact = MissingFact {
    fact: "residence",
    words: Words::new("hvor udlændingen bor eller opholder sig", "where the foreigner lives or stays"),
};
/// The day of the permit.
pub(crate) static PERMIT_DAY: MissingFact = MissingFact {
    fact: "permit.on",
    words: Words::new("dagen for opholdstilladelsen", "the day of the residence permit"),
};

/// From when a municipality is responsible, or why that cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takeover {
    /// Yes with a day; no where the Act makes nobody responsible; else what is missing.
    pub finding: Finding,
    /// The day.
    pub on: Option<Date>,
    /// The fact it rests on.
    pub because: Option<FactRef>,
}

impl Takeover {
    fn on(on: Date, finding: Finding, because: FactRef) -> Self {
        Self { finding, on: Some(on), because: Some(because) }
    }

    fn open(
        missing: &'static MissingFact,
        provision: crate::act::Provision,
        because: Option<FactRef>,
        why: &mut Why,
    ) -> Self {
        let finding = Finding::noted(Answer::Missing(missing), provision, because, why);
        Self { finding, on: None, because }
    }
}

/// § 4, stk. 2–3: from when a municipality is responsible. Refugees after the first whole month ([`takeover_of_refugee`]) unless a
/// municipality took over early ([`early_takeover`]); immigrants and refugees under § 8 of the Aliens Act from registration or
/// permit ([`takeover_of_immigrant`]). Reads what had happened by the day `known`.
pub fn takeover(file: &PersonFile<'_>, edition: &Edition, known: Date, why: &mut Why) -> Takeover {
    let Some((permit, _, Some(category))) =
        chapter12_definitions::permit_with_effect(up_to(&file.permits, known), &mut Why::silent())
    else {
        return Takeover { finding: Finding::of(Answer::No, cite!("§ 2, stk. 2")), on: None, because: None };
    };
    let quota_refugee = permit.ground.section() == "8";
    if category.is_immigrant() || quota_refugee {
        return takeover_of_immigrant(file, permit, known, why);
    }
    let general = takeover_of_refugee(permit, edition, why);
    early_takeover(file, permit, &general, known, why).unwrap_or(general)
}

/// § 4, stk. 2, 1. pkt.: a refugee is taken over when the first whole month after the permit has ended: on the first day of the
/// second month after the month of the permit. A permit known only to the month tells the day all the same. Reads the permit.
pub fn takeover_of_refugee(permit: &Dated<'_, Permit>, _: &Edition, why: &mut Why) -> Takeover {
    let provision = cite!("§ 4, stk. 2, 1. pkt.");
    let (first, last) =
        (calendar::end_of_first_whole_month_after(permit.on), calendar::end_of_first_whole_month_after(permit.latest));
    if first != last {
        return Takeover::open(&PERMIT_DAY, provision, Some(permit.fact), why);
    }
    why.says(provision, Said::Day(first), permit.fact);
    Takeover::on(first, Finding::of(Answer::Yes, provision), permit.fact)
}

/// § 4, stk. 2, 2. pkt.: the municipality may, with the refugee's consent, take over before the general day. Reads early takeovers
/// after the permit. Without consent it has no effect.
pub fn early_takeover(
    file: &PersonFile<'_>,
    permit: &Dated<'_, Permit>,
    general: &Takeover,
    known: Date,
    why: &mut Why,
) -> Option<Takeover> {
    let provision = cite!("§ 4, stk. 2, 2. pkt.");
    let early = up_to(&file.early_takeovers, known)
        .iter()
        .find(|early| early.on >= permit.on && general.on.is_none_or(|general| early.on < general));
    let Some(early) = early else {
        why.answer(provision, Answer::No, ());
        return None;
    };
    if !early.consent {
        why.remarks(
            provision,
            Words::new("uden samtykke har overtagelsen ingen virkning", "without consent the takeover has no effect"),
            early.fact,
        );
        return None;
    }
    why.says(provision, Said::Day(early.on), early.fact);
    Some(Takeover::on(early.on, Finding::of(Answer::Yes, provision), early.fact))
}

/// § 4, stk. 3: immigrants, and refugees with a permit under § 8 of the Aliens Act, are taken over when they are registered in CPR as
/// moved to the municipality, or, where the application was lodged in Denmark, when the permit is given. Reads the permit and registrations.
pub fn takeover_of_immigrant(
    file: &PersonFile<'_>,
    permit: &Dated<'_, Permit>,
    known: Date,
    why: &mut Why,
) -> Takeover {
    let provision = cite!("§ 4, stk. 3");
    let yes = Finding::of(Answer::Yes, provision);
    match permit.applied_in {
        None => Takeover::open(&APPLIED_IN, provision, Some(permit.fact), why),
        Some(AppliedIn::Denmark) if permit.on != permit.latest => {
            Takeover::open(&PERMIT_DAY, provision, Some(permit.fact), why)
        }
        Some(AppliedIn::Denmark) => {
            why.says(provision, Said::Day(permit.on), permit.fact);
            Takeover::on(permit.on, yes, permit.fact)
        }
        Some(AppliedIn::Abroad) => match first_registration(file, permit.on, known) {
            Some((day, fact)) => {
                why.says(provision, Said::Day(day), [Some(fact), Some(permit.fact)]);
                Takeover::on(day, yes, fact)
            }
            None => Takeover::open(&REGISTRATION, provision, Some(permit.fact), why),
        },
    }
}

/// The first registration in CPR after the permit: the day it was done, or a later day from which it has effect.
///
/// A registration that was done later than it has effect counts from the day it was done: nobody was responsible before anybody knew.
fn first_registration(file: &PersonFile<'_>, permit: Date, known: Date) -> Option<(Date, FactRef)> {
    let registration = first_from(up_to(&file.cpr_registrations, known), permit)?;
    Some((registration.effective.unwrap_or(registration.on).max(registration.on), registration.fact))
}

/// § 4, stk. 4: the responsible municipality from the takeover on: for a refugee the one placed in (1. pkt.), for an immigrant the
/// one lived in, and from a move on the one moved to (2. pkt.). While the person is remanded or serving elsewhere, it stays where
/// it was ([`stays_during_imprisonment`]).
pub fn responsible_from(
    file: &PersonFile<'_>,
    takeover: &Takeover,
    from: Date,
    category: Category,
    why: &mut Why,
) -> Responsible {
    let provision = cite!("§ 4, stk. 4, 1. pkt.");
    if let Some(early) = file.early_takeovers.iter().find(|early| Some(early.fact) == takeover.because) {
        why.says(cite!("§ 4, stk. 2, 2. pkt."), Said::Municipality(early.municipality), early.fact);
        return Responsible {
            municipality: Some(early.municipality),
            finding: Finding::of(Answer::Yes, cite!("§ 4, stk. 2, 2. pkt.")),
            because: Some(early.fact),
        };
    }
    let place = match category {
        Category::Refugee => last_by(&file.placements, from).map(|placement| (placement.municipality, placement.fact)),
        _ => place_lived_in(file, from),
    };
    let Some((municipality, fact)) = place else {
        let missing = if category == Category::Refugee { &PLACEMENT } else { &RESIDENCE };
        let finding = Finding::noted(Answer::Missing(missing), provision, (), why);
        return Responsible { municipality: None, finding, because: None };
    };
    why.says(provision, Said::Municipality(municipality), fact);
    Responsible { municipality: Some(municipality), finding: Finding::of(Answer::Yes, provision), because: Some(fact) }
}

/// Where an immigrant lives or stays on the day: residence, or else the registration in CPR.
fn place_lived_in(file: &PersonFile<'_>, on: Date) -> Option<(MunicipalityCode, FactRef)> {
    let residence = last_by(&file.residences, on)
        .filter(|residence| !residence.temporary_for_offer)
        .map(|fact| (fact.municipality, fact.fact));
    residence.or_else(|| last_by(&file.cpr_registrations, on).map(|fact| (fact.municipality, fact.fact)))
}

/// § 4, stk. 5: whether the person is remanded or serving on the day in another municipality than the responsible one, so that
/// responsibility stays where it is or would be. Reads imprisonments.
pub fn stays_during_imprisonment(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Option<FactRef> {
    let prison = file.imprisonment(on);
    why.answer(cite!("§ 4, stk. 5"), Answer::of(prison.is_some()), prison.map(|fact| fact.fact));
    prison.map(|fact| fact.fact)
}

/// § 4, stk. 4, 2. pkt. and stk. 5: the responsible municipality from day to day after the takeover. Reads residences,
/// registrations, placements, imprisonments and agreements between municipalities.
fn draw_responsible(life: &mut Life<'_>, takeover: &Takeover, from: Date, category: Category) {
    let file = life.file;
    let first = responsible_from(file, takeover, from, category, &mut Why::silent());
    life.conclude_responsible(from, first);
    let mut events: Vec<(Date, Event)> = Vec::new();
    let after = |day: Date| day > from;
    events.extend(
        file.moves().filter(|fact| after(fact.on)).map(|fact| (fact.on, Event::Move(fact.municipality, fact.fact))),
    );
    if category != Category::Refugee {
        let before_any_residence = |day: Date| file.residences.first().is_none_or(|residence| day < residence.on);
        events.extend(
            file.cpr_registrations
                .iter()
                .filter(|fact| after(fact.on) && before_any_residence(fact.on))
                .map(|fact| (fact.on, Event::Move(fact.municipality, fact.fact))),
        );
    }
    if category == Category::Refugee && life.spine.municipality(from).is_none() {
        events.extend(
            file.placements
                .iter()
                .filter(|fact| after(fact.on))
                .map(|fact| (fact.on, Event::Placed(fact.municipality, fact.fact))),
        );
    }
    events.extend(
        file.responsibility_agreements
            .iter()
            .filter(|fact| after(fact.on) && fact.consent)
            .map(|fact| (fact.on, Event::Agreed(fact.municipality, fact.fact))),
    );
    events.extend(
        file.imprisonments.iter().filter_map(|fact| {
            fact.until.filter(|until| after(*until)).map(|until| (until, Event::Released(fact.fact)))
        }),
    );
    events.sort_unstable_by_key(|(day, event)| (*day, event.fact()));
    // An agreement holds while the person is imprisoned; after that the municipality from before it is responsible again.
    let mut before_agreement: Option<Responsible> = None;
    for (day, event) in events {
        let imprisoned = stays_during_imprisonment(file, day, &mut Why::silent()).is_some();
        let (municipality, fact, provision) = match event {
            Event::Move(..) | Event::Released(_) if imprisoned => continue,
            Event::Move(municipality, fact) => {
                before_agreement = None;
                (municipality, fact, cite!("§ 4, stk. 4, 2. pkt."))
            }
            Event::Placed(municipality, fact) => (municipality, fact, cite!("§ 4, stk. 4, 1. pkt.")),
            Event::Agreed(..) if !imprisoned => continue,
            Event::Agreed(municipality, fact) => {
                before_agreement = before_agreement.or_else(|| life.spine.responsible.on(day).cloned());
                (municipality, fact, cite!("§ 4, stk. 5"))
            }
            Event::Released(_) => {
                if let Some(before) = before_agreement.take() {
                    life.conclude_responsible(day, before);
                }
                continue;
            }
        };
        if life.spine.municipality(day) != Some(municipality) {
            life.conclude_responsible(
                day,
                Responsible {
                    municipality: Some(municipality),
                    finding: Finding::of(Answer::Yes, provision),
                    because: Some(fact),
                },
            );
        }
    }
}

/// What can change who is responsible.
#[derive(Clone, Copy)]
enum Event {
    Move(MunicipalityCode, FactRef),
    Placed(MunicipalityCode, FactRef),
    Agreed(MunicipalityCode, FactRef),
    Released(FactRef),
}

impl Event {
    fn fact(self) -> FactRef {
        match self {
            Self::Move(_, fact) | Self::Placed(_, fact) | Self::Agreed(_, fact) | Self::Released(fact) => fact,
        }
    }
}

impl Life<'_> {
    fn conclude_responsible(&mut self, from: Date, responsible: Responsible) {
        self.spine.responsible.set(from, responsible);
    }
}

/// § 5: who carries out tasks in the municipality's place, and whether it decides too: no where nobody does, or where the tasks cannot be
/// left in that way ([`can_be_delegated`]). Reads delegations.
pub fn delegated(file: &PersonFile<'_>, on: Date, why: &mut Why) -> (Finding, Value) {
    let delegation = last_by(&file.delegations, on).filter(|held| held.until.is_none_or(|until| on < until));
    let Some(delegation) = delegation else {
        return (Finding::noted(Answer::No, cite!("§ 5"), (), why), Value::None);
    };
    let provision = delegated_under(delegation);
    let finding = can_be_delegated(delegation, why);
    let (name, words) = if provision == cite!("§ 5, stk. 2") {
        (
            "empowered_municipality",
            Words::new("anden kommune, som er bemyndiget", "another municipality, which is empowered"),
        )
    } else if provision == cite!("§ 5, stk. 3") {
        ("empowered_actor", Words::new("anden aktør, som også træffer afgørelser", "another actor, which also decides"))
    } else {
        (
            "carries_out",
            Words::new("andre udfører opgaver; kommunen afgør", "others carry out tasks; the municipality decides"),
        )
    };
    let value = if finding.answer.is_yes() { Value::Named(name, words) } else { Value::None };
    (finding, value)
}

/// § 5, stk. 1–3: under which of them tasks are left to another: carrying out under stk. 1, deciding under stk. 3; to another municipality
/// under stk. 2 where it decides, or does more than parts of the programme.
fn delegated_under(delegation: &Delegation) -> Provision {
    let beyond_programme = delegation.tasks.iter().any(|task| *task != Task::Programme);
    match (delegation.to, delegation.decides) {
        (Delegate::Municipality, decides) if decides || beyond_programme => cite!("§ 5, stk. 2"),
        (Delegate::Municipality, _) | (_, false) => cite!("§ 5, stk. 1"),
        (_, true) => cite!("§ 5, stk. 3"),
    }
}

/// § 5, stk. 1–3: whether the tasks can be left to another in this way: to another municipality programme, benefit, help and coordination
/// (stk. 2); to others parts of the programme only, to carry out (stk. 1) or, from 1 January 2008, to decide on (stk. 3). Reads the delegation.
pub fn can_be_delegated(delegation: &Dated<'_, Delegation>, why: &mut Why) -> Finding {
    let provision = delegated_under(delegation);
    let programme_only = delegation.tasks.iter().all(|task| *task == Task::Programme);
    let allowed = provision == cite!("§ 5, stk. 2") || programme_only;
    Finding::noted(Answer::of(allowed && provision.is_in_force(delegation.on)), provision, delegation.fact, why)
}

/// The takeover as known on a day, where the Act covers the person: nobody takes over somebody else, and an open question about that is
/// one about the takeover too. What was true on the day of the takeover stays so.
fn takeover_if_covered(takeover: Takeover, spine: &Spine, known: Date) -> (Finding, Value) {
    let by = takeover.on.map_or(known, |on| on.min(known));
    match spine.scope.on(by) {
        Some(scope) if !scope.finding.answer.is_yes() => (scope.finding.clone(), Value::None),
        _ => (takeover.finding, takeover.on.map_or(Value::None, Value::Day)),
    }
}

/// The days on which what is known of the takeover can change, from the first permit on.
fn takeover_days_of_change(file: &PersonFile<'_>, spine: &Spine) -> Vec<Date> {
    let mut days: Vec<Date> = file.permits.iter().map(|permit| permit.on).collect();
    days.extend(file.early_takeovers.iter().map(|fact| fact.on));
    days.extend(file.cpr_registrations.iter().map(|fact| fact.on));
    days.extend(file.placements.iter().map(|fact| fact.on));
    days.extend(spine.scope.periods().map(|(period, _)| period.from()));
    days.retain(|day| file.permits.first().is_some_and(|permit| permit.on <= *day));
    days.sort_unstable();
    days.dedup();
    days
}

/// Draws §§ 4–5 over the person's life.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    let rule = life.edition.rules.takeover;
    let Some((_, _, category)) = chapter12_definitions::permit_with_effect(&file.permits, &mut Why::silent()) else {
        return;
    };
    let takeover = rule(file, life.edition, file.until, &mut Why::silent());
    let edition = life.edition;
    let days = takeover_days_of_change(file, &life.spine);
    let spine = std::mem::take(&mut life.spine);
    for (place, day) in days.iter().enumerate() {
        let holds = until_or_open(*day, days.get(place + 1).copied());
        life.conclude(&TAKEOVER, None, holds, |why| takeover_if_covered(rule(file, edition, *day, why), &spine, *day));
    }
    life.spine = spine;
    let (Some(from), Some(category)) = (takeover.on, category) else { return };
    life.spine.takeover = Some(from);
    life.presuppose(Some(from));
    life.spine.takeover_fact = takeover.because;
    draw_responsible(life, &takeover, from, category);
    let periods: Vec<(Period, Responsible)> =
        life.spine.responsible.periods().map(|(period, held)| (period, held.clone())).collect();
    for (holds, responsible) in periods {
        life.conclude(&RESPONSIBLE, None, holds, |why| {
            why.answer(cite!("§ 4, stk. 1"), Answer::Yes, ());
            stays_during_imprisonment(file, holds.from(), why);
            if let Some(municipality) = responsible.municipality {
                why.says(responsible.finding.provision, Said::Municipality(municipality), responsible.because);
            }
            (responsible.finding, responsible.municipality.map_or(Value::None, Value::Municipality))
        });
    }
    let mut days: Vec<Date> = file.delegations.iter().flat_map(|fact| [Some(fact.on), fact.until]).flatten().collect();
    days.sort_unstable();
    days.dedup();
    for (place, day) in days.iter().enumerate() {
        let holds = until_or_open(*day, days.get(place + 1).copied());
        life.conclude(&DELEGATED, None, holds, |why| delegated(file, *day, why));
    }
}
