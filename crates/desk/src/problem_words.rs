//! What is wrong with a field, in the words of whoever reads it: one sentence for every key that a command or a request can be refused by.

use casework::office::FieldProblem;

use crate::texts::Language;

/// The sentence of a problem, without the name of its field.
pub(crate) fn sentence(language: Language, problem: &FieldProblem) -> String {
    let detail = problem.detail.as_str();
    let naming = |key: &str, name: &str| language.t_with(key, &[(name, detail.into())]);
    match problem.key {
        "problem-missing" => language.t("problem-missing"),
        "problem-day" => language.t("problem-day"),
        "problem-month" => language.t("problem-month"),
        "problem-amount" => language.t("problem-amount"),
        "problem-hours" => language.t("problem-hours"),
        "problem-count" => language.t("problem-count"),
        "problem-ground" => language.t("problem-ground"),
        // A form shows what can be chosen; a program is told.
        "problem-unknown-choice" if detail.contains(", ") => naming("problem-unknown-choice-of", "known"),
        "problem-unknown-choice" => language.t("problem-unknown-choice"),
        "problem-too-long" => naming("problem-too-long", "most"),
        "problem-too-short" => naming("problem-too-short", "least"),
        "problem-too-many" => naming("problem-too-many", "most"),
        "problem-control-characters" => language.t("problem-control-characters"),
        "problem-order" => naming("problem-order", "detail"),
        "problem-before" => naming("problem-before", "other"),
        "problem-no-such" => language.t("problem-no-such"),
        "problem-uncertain" => language.t("problem-uncertain"),
        "problem-twice" => naming("problem-twice", "detail"),
        "problem-unfounded" => language.t("problem-unfounded"),
        "problem-unknown-field" => naming("problem-unknown-field", "known"),
        "problem-wrong-type" => naming("problem-wrong-type", "expected"),
        "problem-wrong-value" => naming("problem-wrong-value", "expected"),
        "problem-not-json" => naming("problem-not-json", "detail"),
        "problem-has-a-case-elsewhere" => language.t("problem-has-a-case-elsewhere"),
        "problem-has-a-case" => naming("problem-has-a-case", "case"),
        "problem-no-hand-over" => language.t("problem-no-hand-over"),
        "problem-not-the-receiver" => language.t("problem-not-the-receiver"),
        "problem-a-letter-made-it" => naming("problem-a-letter-made-it", "letter"),
        "problem-others-point-at-it" => naming("problem-others-point-at-it", "other"),
        "problem-letter-differs" => language.t("problem-letter-differs"),
        "problem-letter" => naming("problem-letter", "detail"),
        // Steps of supervision.
        "problem-not-begun" => language.t("supervision-problem-not-begun"),
        "problem-begun" => language.t("supervision-problem-begun"),
        "problem-not-yours" => naming("supervision-problem-not-yours", "detail"),
        "problem-closed" => language.t("supervision-problem-closed"),
        "problem-too-soon" => naming("supervision-problem-too-soon", "detail"),
        "problem-not-of-this-kind" => language.t("supervision-problem-not-of-this-kind"),
        "problem-early" => naming("supervision-problem-early", "detail"),
        "problem-future" => language.t("supervision-problem-future"),
        "problem-letter-leaves-today" => language.t("supervision-problem-letter-leaves-today"),
        "problem-out-of-range" => naming("supervision-problem-out-of-range", "detail"),
        "problem-incomplete" => naming("supervision-problem-incomplete", "detail"),
        "problem-not-in-plan" => naming("supervision-problem-not-in-plan", "detail"),
        "problem-no-letterhead" => language.t("supervision-problem-no-letterhead"),
        // Samples.
        "problem-no-cases" => language.t("samples-no-cases"),
        "problem-judged-already" => language.t("samples-judged-already"),
        "problem-judged-by-two" => language.t("samples-judged-by-two"),
        "problem-not-the-third" => language.t("samples-not-the-third"),
        "problem-nothing-to-settle" => language.t("samples-nothing-to-settle"),
        // Goals.
        "problem-day-ahead" => language.t("goals-problem-day-ahead"),
        "problem-not-measured-on" => language.t("goals-problem-not-measured-on"),
        "problem-opening-day" => {
            let day = detail.parse().map_or_else(|_| detail.to_owned(), |day| language.date(day));
            language.t_with("goals-problem-opening-day", &[("day", day.into())])
        }
        "problem-opening-is-frozen" => language.t("goals-problem-opening-is-frozen"),
        "problem-no-such-figure" => language.t("goals-problem-no-such-figure"),
        "problem-figure-differs" => language.t("goals-problem-figure-differs"),
        "problem-withdrawn-already" => language.t("goals-problem-withdrawn"),
        "problem-definition-changed" => language.t("goals-problem-definition"),
        "problem-figure-unwritable" => naming("goals-problem-unwritable", "detail"),
        "problem-figure-ahead" => {
            let day = problem.detail.parse().map_or_else(|_| problem.detail.clone(), |day| language.date(day));
            language.t_with("goals-problem-figure-ahead", &[("day", day.into())])
        }
        "problem-figure-numbers" => naming("goals-problem-numbers", "measure"),
        "problem-figure-too-long" => naming("goals-problem-too-long", "lines"),
        "problem-plan" => naming("goals-problem-plan", "detail"),
        "problem-plan-id" => naming("goals-problem-plan-id", "id"),
        "problem-plan-version" => naming("goals-problem-plan-version", "version"),
        _ => naming("problem-other", "detail"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key that stands in the source of casework and of the API.
    fn keys() -> Vec<String> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![root.join("../casework/src"), root.join("src/api")];
        let mut keys = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of the source") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = std::fs::read_to_string(&path).expect("a source");
                    let found = text.split("\"problem-").skip(1).filter_map(|rest| rest.split('"').next());
                    keys.extend(found.map(|key| format!("problem-{key}")));
                }
            }
        }
        keys.sort();
        keys.dedup();
        keys
    }

    #[test]
    fn every_problem_that_can_be_met_has_a_sentence_of_its_own_in_both_languages() {
        let keys = keys();
        assert!(keys.len() > 20, "{keys:?}");
        for key in keys {
            let key: &'static str = key.leak();
            let problem = FieldProblem { field: "felt".to_owned(), key, detail: "12".to_owned() };
            let [danish, english] = Language::ALL.map(|language| sentence(language, &problem));
            let other = Language::Danish.t_with("problem-other", &[("detail", "12".into())]);
            assert_ne!(danish, other, "{key} has no sentence");
            assert_ne!(danish, english, "{key}");
        }
    }
}
