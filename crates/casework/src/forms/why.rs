//! Why a field is asked: the provisions that its description in the case file's schema names, or else that of its kind.

use law::act::Provision;

/// The provisions of the Act that a text names, each once and in its order. One of another act is none of them.
pub(super) fn provisions_in(text: &str) -> Vec<Provision> {
    let mut found = Vec::new();
    for (place, _) in text.match_indices("§ ") {
        let Some(provision) = longest_at(&text[place..]) else { continue };
        let rest = &text[place + provision.citation().len()..];
        if !is_of_another_act(&text[..place], rest) && !found.contains(&provision) {
            found.push(provision);
        }
    }
    found
}

/// The longest citation that the text begins with.
fn longest_at(text: &str) -> Option<Provision> {
    let begins = |provision: &Provision| {
        let rest = text.strip_prefix(provision.citation());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    Provision::all().filter(begins).max_by_key(|provision| provision.citation().len())
}

fn is_of_another_act(before: &str, after: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let of_an_act = after.split(['.', ')', ';', '(']).next().is_some_and(|clause| clause.contains("of the Aliens Act"));
    word == "Act" || word.contains('/') || word == "§" || of_an_act
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<&'static str> {
        provisions_in(text).into_iter().map(Provision::citation).collect()
    }

    #[test]
    fn the_longest_citation_counts_and_none_of_another_act() {
        assert_eq!(named("Whether it can be taken up again (§ 25, stk. 10)."), ["§ 25, stk. 10"]);
        assert_eq!(named("An order under § 16 a. Not § 16 and so on."), ["§ 16 a", "§ 16"]);
        assert_eq!(named("Follows a permit under § 9 b of the Aliens Act (§ 54, nr. 3)."), ["§ 54, nr. 3"]);
        assert_eq!(named("(Aliens Act § 48 e, stk. 1). Lov 60/2003 § 3, stk. 2."), [""; 0]);
        assert_eq!(named("The day."), [""; 0]);
    }
}
