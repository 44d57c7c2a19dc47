//! What somebody typed into "Find": a number, a day of birth, a name.
//!
//! Only the form is read. Must not know whether such a person or case exists, nor who asks.

use vocabulary::{CprNumber, CprNumberError, PersonId, PersonIdFormat, UncertainDate, UncertainDateError};

/// What a typed text can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// No letter and no digit.
    Nothing,
    /// A CPR number, alone or among other words.
    Cpr(CprNumber),
    /// Has the form of a CPR number and is none.
    WrongCpr {
        /// What is wrong.
        why: CprNumberError,
        /// The text as a person-id, where the format accepts it: to be looked for before the text is called wrong.
        person_id: Option<PersonId>,
    },
    /// Accepted as a person-id and holding a digit. A case number of another form than ours can look the same: where no
    /// person has the id, a case may have it as its number.
    PersonId(PersonId),
    /// The number of a case: of our form, `K-2026-000123`, or any one word with a digit that nothing else has.
    CaseNumber(String),
    /// A day of birth, or only its year.
    Born(UncertainDate),
    /// Has the form of a date, and there is no such day.
    WrongDate {
        /// The word that is no day.
        text: String,
    },
    /// Names, perhaps with when the person was born.
    Name {
        /// The names as they were typed.
        name: String,
        /// The day of birth, or only its year.
        born: Option<UncertainDate>,
    },
}

impl Typed {
    /// Reads a typed text; `format` is that of the journal's person-ids.
    ///
    /// What is read first is what is least likely to be something else: CPR numbers, case numbers of our form, dates,
    /// person-ids, other case numbers, names. A year of four digits alone is a year of birth also where it could be a
    /// person-id.
    pub fn read(text: &str, format: &PersonIdFormat) -> Self {
        let text = text.replace(['\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}'], "-");
        let text = text.trim();
        if !text.contains(char::is_alphanumeric) {
            return Self::Nothing;
        }
        let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "-").collect();
        if let Some(number) = cpr_among(&words) {
            return Self::Cpr(number);
        }
        if let Some(why) = wrong_cpr(&words) {
            return Self::WrongCpr { why, person_id: format.parse(text).ok() };
        }
        match words[..] {
            [word] => one_word(word, format),
            _ => several_words(&words),
        }
    }
}

/// Whether a text holds a CPR number, or what has the form of one.
pub fn holds_cpr_number(text: &str) -> bool {
    let read = Typed::read(text, &PersonIdFormat::default());
    matches!(read, Typed::Cpr(_) | Typed::WrongCpr { .. })
}

/// The first CPR number: a word, two words of six and four digits, or a text of digits with blanks anywhere.
fn cpr_among(words: &[&str]) -> Option<CprNumber> {
    let alone = words.iter().find_map(|word| CprNumber::parse(trimmed(word)).ok());
    let apart = || words.windows(2).find_map(|pair| cpr_apart(pair)?.ok());
    alone.or_else(apart).or_else(|| digits_with_blanks(words).and_then(|digits| CprNumber::parse(&digits).ok()))
}

/// Why words that have the form of a CPR number are none.
fn wrong_cpr(words: &[&str]) -> Option<CprNumberError> {
    if let Some(Err(why)) = words.windows(2).find_map(cpr_apart) {
        return Some(why);
    }
    if let Some(digits) = digits_with_blanks(words).filter(|digits| digits.len() == 10) {
        return CprNumber::parse(&digits).err();
    }
    words
        .iter()
        .map(|word| trimmed(word))
        .filter(|word| looks_like_cpr(word))
        .find_map(|word| CprNumber::parse(word).err())
}

/// Two words of six and four digits, a hyphen allowed between them.
fn cpr_apart(pair: &[&str]) -> Option<Result<CprNumber, CprNumberError>> {
    let (first, second) = (trimmed(pair[0]).trim_end_matches('-'), trimmed(pair[1]).trim_start_matches('-'));
    let fits = first.len() == 6 && second.len() == 4 && is_digits(first) && is_digits(second);
    fits.then(|| CprNumber::parse(&format!("{first}{second}")))
}

/// The digits of a text of several words that holds nothing else.
fn digits_with_blanks(words: &[&str]) -> Option<String> {
    let digits = words.concat();
    let is_date = matches!(words, [_, _, year] if year.len() == 4);
    (!is_date && is_digits(&digits)).then_some(digits)
}

/// Ten digits, or six digits, a hyphen and something that is to be the other four.
fn looks_like_cpr(word: &str) -> bool {
    let is_rest = |rest: &str| rest.len() <= 5 && rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'x' | b'X'));
    match word.split_once('-') {
        Some((first, rest)) => first.len() == 6 && is_digits(first) && is_rest(rest),
        None => word.len() == 10 && is_digits(word),
    }
}

fn one_word(word: &str, format: &PersonIdFormat) -> Typed {
    let plain = trimmed(word);
    if !plain.contains(|c: char| c.is_numeric()) {
        return Typed::Name { name: word.to_owned(), born: None };
    }
    if is_our_case_number(plain) {
        return Typed::CaseNumber(plain.to_ascii_uppercase());
    }
    match birth(plain) {
        Some(Ok(born)) => return Typed::Born(born),
        Some(Err(_)) => return Typed::WrongDate { text: plain.to_owned() },
        None => {}
    }
    format.parse(plain).map_or_else(|_| Typed::CaseNumber(word.to_owned()), Typed::PersonId)
}

/// Names and dates in any order; the last date counts, and no other is left out: it stays among the names.
fn several_words(words: &[&str]) -> Typed {
    let mut names: Vec<&str> = Vec::new();
    let mut born = None;
    let mut rest = words;
    while let Some(first) = rest.first() {
        let spaced = rest.get(..3).and_then(spaced_date);
        let taken = if spaced.is_some() { 3 } else { 1 };
        match spaced.or_else(|| birth(trimmed(first))) {
            Some(Ok(date)) if born.is_none() => born = Some(date),
            Some(Err(_)) => return Typed::WrongDate { text: rest[..taken].join(" ") },
            _ => names.extend(&rest[..taken]),
        }
        rest = &rest[taken..];
    }
    match (names.is_empty(), born) {
        (true, Some(born)) => Typed::Born(born),
        (_, born) => Typed::Name { name: names.join(" "), born },
    }
}

/// `K-2026-000123`: letters, a year, a running number.
fn is_our_case_number(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let [letters, year, number] = parts[..] else { return false };
    let is_letters = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_alphabetic());
    is_letters && year.len() == 4 && is_digits(year) && is_digits(number)
}

/// A word as a day or year of birth, if it has the form of one: `12.05.1990`, `12/5-1990`, `1990-05-12`, `1990`.
fn birth(word: &str) -> Option<Result<UncertainDate, UncertainDateError>> {
    let parts: Vec<&str> = word.split(['.', '/', '-']).collect();
    if !parts.iter().all(|part| is_digits(part)) {
        return None;
    }
    match parts[..] {
        [year] => is_year(year).then(|| date(year, "0", "0")),
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => Some(date(year, month, day)),
        [day, month, year] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => Some(written(day, month, year)),
        _ => None,
    }
}

/// `12 05 1990`.
fn spaced_date(words: &[&str]) -> Option<Result<UncertainDate, UncertainDateError>> {
    let [day, month, year] = *words else { return None };
    let (day, month, year) = (day.trim_end_matches('.'), month.trim_end_matches('.'), trimmed(year));
    let fits = day.len() <= 2 && month.len() <= 2 && is_year(year) && is_digits(day) && is_digits(month);
    fits.then(|| written(day, month, year))
}

/// A day with all its parts: none of them may be 0, which would mean that it is not known.
fn written(day: &str, month: &str, year: &str) -> Result<UncertainDate, UncertainDateError> {
    let is_zero = |part: &str| part.bytes().all(|digit| digit == b'0');
    if is_zero(day) || is_zero(month) { Err(UncertainDateError::NoSuchDate) } else { date(year, month, day) }
}

fn date(year: &str, month: &str, day: &str) -> Result<UncertainDate, UncertainDateError> {
    let number = |text: &str| text.parse::<i16>().map_err(|_| UncertainDateError::NoSuchDate);
    let small = |text: &str| text.parse::<i8>().map_err(|_| UncertainDateError::NoSuchDate);
    UncertainDate::from_parts(number(year)?, small(month)?, small(day)?, false)
}

/// Whether somebody who is looked for can be born in it.
fn is_year(word: &str) -> bool {
    word.len() == 4 && is_digits(word) && ("1890"..="2099").contains(&word)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Without what stands around a word in a sentence.
fn trimmed(word: &str) -> &str {
    word.trim_matches([',', ';', ':', '.', '(', ')', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Typed {
        Typed::read(text, &PersonIdFormat::default())
    }

    fn date(text: &str) -> UncertainDate {
        text.parse().unwrap()
    }

    fn name(name: &str, born: Option<&str>) -> Typed {
        Typed::Name { name: name.to_owned(), born: born.map(date) }
    }

    // The numbers cannot be issued: 60 is added to the day.
    #[test]
    fn a_cpr_number_is_read_with_hyphen_blank_or_nothing_also_among_words() {
        let number = CprNumber::parse("6101900000").unwrap();
        for text in [
            "6101900000",
            "610190-0000",
            " 610190 0000 ",
            "610190 - 0000",
            "610190- 0000",
            "61 01 90 00 00",
            "610190–0000",
            "Ali Hussein, 610190-0000",
            "Ali (610190 0000)",
        ] {
            assert_eq!(read(text), Typed::Cpr(number), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_cpr_number_is_told_so() {
        for (text, expected) in [
            ("991390-0000", CprNumberError::NoSuchDate),
            ("9913900000", CprNumberError::NoSuchDate),
            ("991390 0000", CprNumberError::NoSuchDate),
            ("610190-000", CprNumberError::NotTenDigits),
            ("610190-00000", CprNumberError::NotTenDigits),
            ("610190-xxxx", CprNumberError::NotTenDigits),
            ("Ali 610190-xxxx", CprNumberError::NotTenDigits),
        ] {
            assert!(matches!(read(text), Typed::WrongCpr { why, .. } if why == expected), "{text}: {:?}", read(text));
        }
        let narrow = PersonIdFormat { shortest: 10, longest: 10, digits_only: true };
        let Typed::WrongCpr { person_id, .. } = Typed::read("9913900000", &narrow) else { panic!("no CPR number") };
        assert_eq!(person_id, narrow.parse("9913900000").ok(), "it may still be a person-id");
    }

    #[test]
    fn a_person_id_is_one_word_with_a_digit_that_the_format_accepts() {
        let format = PersonIdFormat::default();
        for text in ["00451209", "AB-1209", " 10000007 "] {
            assert_eq!(read(text), Typed::PersonId(format.parse(text).unwrap()), "{text}");
        }
        assert_eq!(read("Hansen"), name("Hansen", None), "a word without a digit is a name");
    }

    #[test]
    fn a_case_number_is_of_our_form_or_any_word_with_a_digit_that_is_nothing_else() {
        for text in ["K-2026-000123", "k-2026-000123"] {
            assert_eq!(read(text), Typed::CaseNumber("K-2026-000123".to_owned()), "{text}");
        }
        for text in ["27.36.00-G01-12-26", "26/004512", "S2"] {
            assert_eq!(read(text), Typed::CaseNumber(text.to_owned()), "{text}");
        }
        let narrow = PersonIdFormat { shortest: 8, longest: 8, digits_only: true };
        assert_eq!(Typed::read("2026-4711", &narrow), Typed::CaseNumber("2026-4711".to_owned()));
    }

    #[test]
    fn a_day_of_birth_is_read_as_it_is_written_in_denmark_and_in_files() {
        for text in ["12.05.1990", "12.5.1990", "12/5-1990", "12-05-1990", "1990-05-12", "12 05 1990", "12. 5. 1990"] {
            assert_eq!(read(text), Typed::Born(date("1990-05-12")), "{text}");
        }
        assert_eq!(read("1990"), Typed::Born(date("1990")));
    }

    #[test]
    fn a_day_that_does_not_exist_is_told() {
        for (text, word) in [
            ("32.05.1990", "32.05.1990"),
            ("00.05.1990", "00.05.1990"),
            ("1990-13-01", "1990-13-01"),
            ("Ali 30.02.1990", "30.02.1990"),
            ("Ali 30 02 1990", "30 02 1990"),
        ] {
            assert_eq!(read(text), Typed::WrongDate { text: word.to_owned() }, "{text}");
        }
    }

    #[test]
    fn a_name_may_have_a_year_or_day_of_birth_before_or_behind_it() {
        for (text, expected) in [
            ("Ali Hussein", name("Ali Hussein", None)),
            ("Ali Hussein 1990", name("Ali Hussein", Some("1990"))),
            ("1990-05-12 Ali Hussein", name("Ali Hussein", Some("1990-05-12"))),
            ("Ali 12.05.1990 Hussein", name("Ali Hussein", Some("1990-05-12"))),
            ("Hussein, Ali, 12.05.1990", name("Hussein, Ali,", Some("1990-05-12"))),
            ("Ali Hussein 12 05 1990", name("Ali Hussein", Some("1990-05-12"))),
            ("Ali 1990 1991", name("Ali 1991", Some("1990"))),
            ("محمد 1990", name("محمد", Some("1990"))),
            ("O'Brien", name("O'Brien", None)),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_nothing_and_any_text_is_read() {
        for text in ["", "  ", "-", "., –", "\0", "😀"] {
            assert_eq!(read(text), Typed::Nothing, "{text:?}");
        }
        for text in ["１２３４", "1-", "٣٤٥", "a\0 1", "......1990", "- - 1990", "999999999999999999999-1-1"] {
            assert_ne!(read(text), Typed::Nothing, "{text:?}");
        }
        let long = "1 ".repeat(5000);
        assert!(matches!(read(&long), Typed::Name { .. } | Typed::CaseNumber(_)));
    }
}
