//! What is told before anything is compared is what is compared.

use linkage::{Constraints, couple, forecast, train};

use crate::country;
use crate::registers;

#[test]
fn the_forecast_names_the_pairs_that_a_run_compares() {
    let config = country::config();
    let (left, right) = registers(&country::country(21, 600));
    let model = train(&left, &right, &config);
    let told = forecast(&left, &right, &config, Some(&model));
    let run = couple(&left, &right, &config, &model, &Constraints::default()).unwrap();
    let sizes = |report: &linkage::BlockingReport| {
        let keys = report.keys.iter().map(|key| (key.name.clone(), key.pairs, key.blocks, key.largest, key.left_out));
        (report.block_limit, keys.collect::<Vec<_>>(), report.left_out.clone())
    };
    assert_eq!(sizes(&told), sizes(&run.blocking));
    let most: u64 = told.keys.iter().map(|key| key.pairs).sum();
    assert!(run.counts.candidates <= most && run.counts.candidates > 0, "{} of {most}", run.counts.candidates);
    assert_eq!(
        sizes(&forecast(&left, &right, &config, None)),
        sizes(&told),
        "the model has the limits of its training"
    );
}

#[test]
fn a_crowd_is_told_before_the_run() {
    let mut country = country::country(22, 50);
    let crowd = (0..2_000).map(|number| {
        let mut row = country.right[0].clone();
        row[0] = format!("crowd{number}");
        row
    });
    let crowd: Vec<country::Row> = crowd.collect();
    country.right.extend(crowd);
    let (left, right) = registers(&country);
    let told = forecast(&left, &right, &country::config(), None);
    assert!(told.left_out.iter().any(|block| block.records > 2_000), "{told:?}");
    assert!(told.keys.iter().all(|key| key.largest <= 120), "{told:?}");
}
