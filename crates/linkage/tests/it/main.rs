//! The engine from rows to decisions, on a small made-up country.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod country;
mod forecast;

use std::collections::BTreeSet;

use country::{Chance, Country, Row, config, register};
use linkage::{
    Cause, Changed, Constraints, Coupling, Doubt, Ground, Lookup, Model, Objection, Outcome, Pair, Register, Side,
    State, couple, couple_changed, explain, train,
};
use proptest::prelude::*;

fn registers(country: &Country) -> (Register, Register) {
    (register(&country.left, Side::Left), register(&country.right, Side::Right))
}

fn run(country: &Country, constraints: &Constraints) -> (Register, Register, Model, Coupling) {
    let (left, right) = registers(country);
    let model = train(&left, &right, &config());
    let coupling = couple(&left, &right, &config(), &model, constraints).unwrap();
    (left, right, model, coupling)
}

fn coupled(coupling: &Coupling, left: &Register, right: &Register) -> BTreeSet<(String, String)> {
    let pairs = coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Couple);
    pairs.map(|pair| (left.id(pair.left).to_owned(), right.id(pair.right).to_owned())).collect()
}

#[test]
fn most_are_found_and_none_is_wrong() {
    let country = country::country(1, 800);
    let (left, right, _, coupling) = run(&country, &Constraints::default());
    let truth: BTreeSet<(String, String)> = country.truth.iter().cloned().collect();
    let found = coupled(&coupling, &left, &right);
    let wrong: Vec<_> = found.difference(&truth).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(found.len() * 100 > truth.len() * 85, "{} of {}", found.len(), truth.len());
}

#[test]
fn threads_do_not_change_a_byte() {
    let country = country::country(2, 400);
    let once = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let (left, right, model, coupling) = run(&country, &Constraints::default());
            let state = State::of(&coupling, &left, &right, &config());
            let model = serde_json::to_string(&model).unwrap();
            (model, format!("{coupling:?}"), serde_json::to_string(&state).unwrap())
        })
    };
    let first = once(1);
    for threads in [2, 8] {
        assert!(once(threads) == first, "{threads} threads");
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let country = country::country(3, 200);
    let mut turned = country.clone();
    turned.left.reverse();
    turned.right.reverse();
    let pairs = |country: &Country| run(country, &Constraints::default()).3.pairs;
    assert_eq!(pairs(&country), pairs(&turned));
}

#[test]
fn explanation_and_look_up_give_the_same_score() {
    let country = country::country(4, 200);
    let (left, right, model, coupling) = run(&country, &Constraints::default());
    let config = config();
    let lookup = Lookup::new(&right, &config, &model).unwrap();
    for pair in coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Couple) {
        let told = explain((&left, pair.left), (&right, pair.right), &config, &model).unwrap();
        assert_eq!(told.score_millibits, pair.score_millibits);
        let sum: i32 = told.steps.iter().map(|step| step.millibits).sum();
        assert_eq!(told.prior_millibits + sum, told.score_millibits);
        let row = country.left.iter().find(|row| row[0] == left.id(pair.left)).unwrap();
        let found = lookup.find(&row.each_ref().map(String::as_str), 3).unwrap();
        let same = found.iter().find(|found| found.right == pair.right).expect("the partner is among the best");
        // A number that several left records hold is not known to be shared when one record asks alone.
        assert!(same.score_millibits >= pair.score_millibits, "{told:?}");
    }
}

#[test]
fn kept_forbidden_and_barred_pairs_are_respected() {
    let country = country::country(5, 200);
    let (left, right, model, free) = run(&country, &Constraints::default());
    let mut pairs = coupled(&free, &left, &right).into_iter();
    let [kept, forbidden, barred] = [(); 3].map(|()| pairs.next().unwrap());
    let other = country.right.iter().find(|row| row[0] != kept.1 && !row[2].is_empty()).unwrap()[0].clone();
    let constraints = Constraints {
        coupled: vec![(kept.0.clone(), other.clone()), ("L-gone".to_owned(), kept.1.clone())],
        forbidden: vec![forbidden.clone()],
        barred_left: vec![barred.0.clone()],
        barred_right: vec![],
    };
    let coupling = couple(&left, &right, &config(), &model, &constraints).unwrap();
    let found = coupled(&coupling, &left, &right);
    assert!(found.contains(&(kept.0, other)) && !found.contains(&forbidden));
    assert!(found.iter().all(|(id, _)| *id != barred.0));
    let outcome = &coupling.left[left.row(&barred.0).unwrap() as usize];
    assert_eq!(outcome.cause, Some(Cause::Barred));
    assert_eq!(coupling.contested.len(), 2, "{:?}", coupling.contested);
    assert_eq!(coupling.contested[1].objection, Objection::Gone);
    let grounds = coupling.pairs.iter().filter(|pair| pair.ground == Ground::Kept).count();
    assert_eq!(grounds, 1);
}

/// Every so many left record stands twice.
fn with_doubles(mut country: Country, step: usize) -> Country {
    let doubles: Vec<Row> = country.left.iter().step_by(step).cloned().collect();
    for mut row in doubles {
        row[0].push_str("-twice");
        row[1].clear();
        country.left.push(row);
    }
    country
}

/// A pair whose left record has a number, so that nothing but a decision can part it.
fn sure_pair(country: &Country, left: &Register, coupling: &Coupling) -> (u32, u32) {
    let numbered = |row: u32| country.left.iter().any(|it| it[0] == left.id(row) && !it[1].is_empty());
    let best = coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Couple && numbered(pair.left));
    best.max_by_key(|pair| pair.score_millibits).map(|pair| (pair.left, pair.right)).unwrap()
}

#[test]
fn a_kept_pair_takes_the_record_that_is_there_when_the_other_is_gone() {
    let country = country::country(9, 200);
    let (left, right, model, free) = run(&country, &Constraints::default());
    let (a, b) = sure_pair(&country, &left, &free);
    for gone in [(left.id(a), "R-gone"), ("L-gone", right.id(b))] {
        let kept = (gone.0.to_owned(), gone.1.to_owned());
        let constraints = Constraints { coupled: vec![kept], ..Constraints::default() };
        let coupling = couple(&left, &right, &config(), &model, &constraints).unwrap();
        let pair = coupling.pairs.iter().find(|pair| (pair.left, pair.right) == (a, b)).expect("a person sees it");
        assert_eq!((pair.outcome, pair.doubt), (Outcome::Review, Some(Doubt::OtherPair)), "{gone:?}");
        let taken = |pair: &&Pair| if gone.1 == "R-gone" { pair.left == a } else { pair.right == b };
        assert!(coupling.pairs.iter().filter(taken).all(|pair| pair.outcome == Outcome::Review), "{gone:?}");
        let outcome = &coupling.left[a as usize];
        assert_eq!((outcome.outcome, outcome.cause), (Outcome::Review, Some(Cause::OtherPair)), "{gone:?}");
        assert_eq!(outcome.best, Some(b));
        let objections: Vec<_> = coupling.contested.iter().map(|contested| &contested.objection).collect();
        assert_eq!(objections, [&Objection::Gone], "{gone:?}");
        let others = coupling.left.iter().zip(&free.left).filter(|(now, before)| now.outcome != before.outcome);
        assert_eq!(others.count(), 1, "nobody else is touched: {gone:?}");
    }
}

#[test]
fn a_right_record_kept_with_two_is_not_coupled_with_a_third() {
    let country = country::country(9, 200);
    let (left, right, model, free) = run(&country, &Constraints::default());
    let (a, b) = sure_pair(&country, &left, &free);
    let ids: Vec<&str> = [0, 1, 2].into_iter().filter(|row| *row != a).map(|row| left.id(row)).take(2).collect();
    let pair = |id: &str| (id.to_owned(), right.id(b).to_owned());
    let coupled_with = |kept: Vec<(String, String)>| {
        let constraints = Constraints { coupled: kept, ..Constraints::default() };
        let coupling = couple(&left, &right, &config(), &model, &constraints).unwrap();
        let of_right = coupling.pairs.iter().filter(|pair| pair.right == b && pair.outcome == Outcome::Couple);
        of_right.map(|pair| left.id(pair.left)).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut both = [ids[0].to_owned(), ids[1].to_owned()];
    both.sort();
    assert_eq!(coupled_with(vec![pair(ids[0]), pair(ids[1])]), both);
    assert_eq!(coupled_with(vec![pair(ids[0]), pair(ids[0])]), [ids[0]], "the same pair twice is one pair");
    assert_eq!(coupled_with(vec![pair("L-gone"), pair(ids[0])]), [ids[0]]);
    assert_eq!(coupled_with(vec![pair("L-gone"), pair("L-gone-too")]), [""; 0]);
}

#[test]
fn a_second_record_of_a_coupled_person_goes_to_a_person_every_night() {
    let mut country = country::country(10, 200);
    let (left, _, model, free) = run(&country, &Constraints::default());
    let (a, b) = sure_pair(&country, &left, &free);
    let first = left.id(a).to_owned();
    let mut double = country.left.iter().find(|row| row[0] == first).unwrap().clone();
    double[0] = "LX".to_owned();
    double[1] = String::new();
    country.left.push(double);
    let (left, right) = registers(&country);
    let kept = vec![(first, right.id(b).to_owned())];
    let constraints = Constraints { coupled: kept.clone(), ..Constraints::default() };
    let coupling = couple(&left, &right, &config(), &model, &constraints).unwrap();
    assert!(coupled(&coupling, &left, &right).contains(&kept[0]));
    let double = left.row("LX").unwrap();
    let pair = coupling.pairs.iter().find(|pair| pair.left == double).expect("a person sees it");
    assert_eq!((pair.right, pair.outcome, pair.doubt), (b, Outcome::Review, Some(Doubt::OtherPair)));
    let outcome = &coupling.left[double as usize];
    assert_eq!((outcome.cause, outcome.best), (Some(Cause::OtherPair), Some(b)));
    let forbidden =
        Constraints { coupled: kept.clone(), forbidden: vec![("LX".to_owned(), kept[0].1.clone())], ..constraints };
    let coupling = couple(&left, &right, &config(), &model, &forbidden).unwrap();
    assert!(coupling.pairs.iter().all(|pair| (pair.left, pair.right) != (double, b)), "a person has said no");
}

#[test]
fn the_second_night_shows_what_the_first_one_showed_and_no_more() {
    let country = with_doubles(country::country(11, 600), 20);
    let (left, right, model, first) = run(&country, &Constraints::default());
    let kept = coupled(&first, &left, &right).into_iter().collect();
    let constraints = Constraints { coupled: kept, ..Constraints::default() };
    let second = couple(&left, &right, &config(), &model, &constraints).unwrap();
    let shown = |coupling: &Coupling| {
        let review = coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Review);
        review.map(|pair| (pair.left, pair.right, pair.doubt)).collect::<Vec<_>>()
    };
    let rights: BTreeSet<u32> =
        first.pairs.iter().filter(|pair| pair.outcome == Outcome::Couple).map(|pair| pair.right).collect();
    assert!(shown(&first).iter().any(|(_, right, _)| rights.contains(right)), "the country has doubles");
    assert_eq!(shown(&first), shown(&second));
    assert_eq!(first.left, second.left);
}

#[test]
fn a_mistyped_number_does_not_couple_against_name_date_and_sex() {
    let mut country = country::country(6, 150);
    country
        .left
        .push(["LX", "770999", "Hassan", "Haddad", "1981-02-03", "M", "SYR", "2015-01-01", ""].map(str::to_owned));
    country
        .right
        .push(["RX", "770999", "Olena", "Koval", "1999-12-24", "K", "UKR", "2022-03-09", ""].map(str::to_owned));
    let (left, right, _, coupling) = run(&country, &Constraints::default());
    assert!(coupled(&coupling, &left, &right).iter().all(|(id, _)| id != "LX"));
}

#[test]
fn equal_twins_of_the_register_go_to_a_person() {
    let mut country = country::country(7, 150);
    let same =
        |id: &str| [id, "", "Selam", "Tekle", "1990-05-06", "K", "ERI", "2016-02-03", "Byvej 7"].map(str::to_owned);
    country.left.push(same("LX"));
    country.right.extend([same("RX"), same("RY")]);
    let (left, _, _, coupling) = run(&country, &Constraints::default());
    let outcome = &coupling.left[left.row("LX").unwrap() as usize];
    assert_eq!((outcome.outcome, outcome.cause), (Outcome::Review, Some(Cause::Tie)));
    let shown = coupling.pairs.iter().filter(|pair| pair.left == left.row("LX").unwrap()).count();
    assert_eq!(shown, 2, "both candidates are shown");
}

fn all_alike(count: usize, side: &str, row: [&str; 8]) -> Vec<Row> {
    (0..count)
        .map(|number| {
            let mut all = vec![format!("{side}{number:06}")];
            all.extend(row.iter().map(|value| (*value).to_owned()));
            all.try_into().unwrap()
        })
        .collect()
}

#[test]
fn crowds_of_equal_persons_are_bounded_and_never_coupled() {
    for row in [
        ["", "Mohamed", "Ali", "1990-01-01", "M", "SYR", "2015-01-01", "Lejren 1"],
        ["", "Mohamed", "", "", "", "", "", ""],
        ["", "", "", "1990-01-01", "", "", "", ""],
        ["7777777", "Mohamed", "Ali", "1990-01-01", "M", "SYR", "2015-01-01", "Lejren 1"],
        ["", "", "", "", "", "", "", ""],
    ] {
        let country = Country { left: all_alike(3000, "L", row), right: all_alike(3000, "R", row), truth: Vec::new() };
        let (_, _, _, coupling) = run(&country, &Constraints::default());
        let sure = coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Couple).count();
        assert_eq!(sure, 0, "{row:?}");
        assert!(coupling.counts.candidates <= 3000 * 400, "{row:?}");
    }
}

#[test]
fn empty_registers_couple_nothing() {
    let country = country::country(8, 20);
    let none = Country { left: Vec::new(), right: Vec::new(), truth: Vec::new() };
    let half = Country { right: Vec::new(), ..country };
    for country in [none, half] {
        let (left, _, _, coupling) = run(&country, &Constraints::default());
        assert!(coupling.pairs.is_empty());
        assert_eq!(coupling.left.len(), left.len());
    }
}

#[test]
fn a_model_for_other_fields_is_refused() {
    let country = country::country(9, 20);
    let (left, right, mut model, _) = run(&country, &Constraints::default());
    model.fields.pop();
    assert!(couple(&left, &right, &config(), &model, &Constraints::default()).is_err());
}

/// Changes some records, takes some away and adds some.
fn change(country: &Country, seed: u64) -> (Country, Changed) {
    let mut chance = Chance(seed);
    let fresh = country::country(seed ^ 0xABCD, 6);
    let mut next = country.clone();
    let mut changed = Changed::default();
    for (rows, new, ids) in
        [(&mut next.left, fresh.left, &mut changed.left), (&mut next.right, fresh.right, &mut changed.right)]
    {
        for _ in 0..3 {
            let gone = chance.below(rows.len());
            rows.remove(gone);
            let at = chance.below(rows.len());
            let from = chance.below(rows.len());
            let field = 1 + chance.below(8);
            let value = rows[from][field].clone();
            rows[at][field] = value;
            ids.push(rows[at][0].clone());
        }
        for mut row in new {
            row[0] = format!("{}-{}", row[0], seed % 1000);
            ids.push(row[0].clone());
            rows.push(row);
        }
    }
    (next, changed)
}

/// Kept pairs, some with a record that is gone, and rejected ones.
fn decided(coupled: &BTreeSet<(String, String)>) -> Constraints {
    let mut constraints = Constraints::default();
    for (at, (left, right)) in coupled.iter().cloned().enumerate() {
        match at % 8 {
            0..=3 => constraints.coupled.push((left, right)),
            4 => constraints.coupled.push((left, format!("{right}-gone"))),
            5 => constraints.coupled.push((format!("{left}-gone"), right)),
            6 => constraints.forbidden.push((left, right)),
            _ => {}
        }
    }
    constraints
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_incremental_run_equals_a_full_one(seed in 0_u64..1_000_000, limit in 2_usize..40) {
        let first = with_doubles(country::country(seed, 200), 40);
        let (left, right) = registers(&first);
        let mut model = train(&left, &right, &config());
        // Small blocks, so that some cross the limit.
        model.block_limit = limit;
        let coupling = couple(&left, &right, &config(), &model, &Constraints::default()).unwrap();
        let decided = decided(&coupled(&coupling, &left, &right));
        let mut state = State::of(&coupling, &left, &right, &config());
        let mut today = first;
        for day in 0..3 {
            let (next, changed) = change(&today, seed + day);
            let (left, right) = registers(&next);
            let mut kept = State::default();
            for constraints in [&decided, &Constraints::default()] {
                let full = couple(&left, &right, &config(), &model, constraints).unwrap();
                let delta = couple_changed((&left, &right), &config(), &model, constraints, &state, &changed).unwrap();
                prop_assert_eq!(&full.pairs, &delta.pairs);
                prop_assert_eq!(&full.left, &delta.left);
                prop_assert_eq!(&full.contested, &delta.contested);
                prop_assert_eq!(&full.counts.coupled, &delta.counts.coupled);
                prop_assert_eq!(&full.counts.review, &delta.counts.review);
                kept = State::of(&delta, &left, &right, &config());
                prop_assert_eq!(&State::of(&full, &left, &right, &config()), &kept);
            }
            (state, today) = (kept, next);
        }
    }

    #[test]
    fn no_record_is_coupled_twice_and_no_contradiction_at_all(seed in 0_u64..1_000_000) {
        let country = country::country(seed, 150);
        let (left, right, model, coupling) = run(&country, &Constraints::default());
        let found = coupled(&coupling, &left, &right);
        let (lefts, rights): (BTreeSet<_>, BTreeSet<_>) = found.iter().cloned().unzip();
        prop_assert_eq!(lefts.len(), found.len());
        prop_assert_eq!(rights.len(), found.len());
        for pair in coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Couple) {
            let told = explain((&left, pair.left), (&right, pair.right), &config(), &model).unwrap();
            prop_assert_eq!(told.contradiction, None);
        }
        prop_assert_eq!(coupling.left.len(), left.len());
    }
}

#[test]
fn the_two_shipped_configurations_decide_alike() {
    let read = |text: &str| linkage::Config::from_toml(text).unwrap();
    let night = read(include_str!("../../../../parameters/coupling.toml"));
    let flat = read(include_str!("../../../../parameters/coupling-flat.toml"));
    assert_eq!((&night.rules, &night.contradictions), (&flat.rules, &flat.contradictions));
    assert_eq!((night.decision, night.limits), (flat.decision, flat.limits));
    let names = |config: &linkage::Config| {
        let fields = config.fields.iter().map(|field| (field.name.clone(), field.kind));
        fields.filter(|(name, _)| name != "municipality").collect::<Vec<_>>()
    };
    assert_eq!(names(&night), names(&flat));
}

/// One key only, so that a block that crosses the limit takes its pairs with it.
#[test]
fn an_incremental_run_follows_a_block_across_the_limit() {
    let mut config = linkage::Config::from_toml(
        r#"
        name = "names only"
        left = { name = "A", id = "id" }
        right = { name = "B", id = "id" }
        decision = { leave_millibits = -90000, review_millibits = -90000 }
        field = [
            { name = "given", kind = "given", left = ["given"], right = ["given"] },
            { name = "surname", kind = "surname", left = ["surname"], right = ["surname"] },
        ]
        "#,
    )
    .unwrap();
    config.limits.block = 12;
    let build = |side, count: usize| {
        let mut builder = Register::builder(&config, side);
        for number in 0..count {
            builder.push(&[&format!("{number}"), "Mohamed", "Ali"]).unwrap();
        }
        builder.finish().unwrap()
    };
    let left = build(Side::Left, 2);
    let model = train(&left, &build(Side::Right, 3), &config);
    let none = Constraints::default();
    let mut state = None;
    let mut found = Vec::new();
    for count in [3, 4, 3] {
        let right = build(Side::Right, count);
        let full = couple(&left, &right, &config, &model, &none).unwrap();
        if let Some(state) = &state {
            let changed = Changed { left: vec![], right: vec!["3".to_owned()] };
            let delta = couple_changed((&left, &right), &config, &model, &none, state, &changed).unwrap();
            assert_eq!(State::of(&full, &left, &right, &config), State::of(&delta, &left, &right, &config));
            assert_eq!((&full.pairs, &full.left), (&delta.pairs, &delta.left));
        }
        state = Some(State::of(&full, &left, &right, &config));
        found.push(full.counts.edges);
    }
    assert_eq!(found, [6, 0, 6], "three fit the block, four do not");
}
