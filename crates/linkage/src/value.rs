//! Values that are not names: numbers, dates, places, and how two of a kind differ.
//!
//! Must not know weights, fields or registers.

use deunicode::deunicode;

/// A number or key, in capitals without separators: one sign a byte, the last lowest.
///
/// A number of more signs than fit is kept as a hash, and is then only equal or different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    signs: u128,
    length: u8,
}

/// How two numbers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NumberDifference {
    Different,
    /// The same first six signs: a CPR number with the same birth date.
    SameBeginning,
    /// One sign wrong, one too many or too few, or two neighbours swapped.
    OneError,
    Equal,
}

impl Number {
    /// Most signs that are compared one by one.
    pub(crate) const SIGNS_MAX: u8 = 16;

    /// Reads a number; none where no letter or digit stands.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut signs = 0_u128;
        let mut length = 0_usize;
        let mut hash = 0;
        for sign in text.bytes().filter(u8::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()) {
            signs = signs << 8 | u128::from(sign);
            length += 1;
            hash = crate::hash::mix(hash, u64::from(sign));
        }
        match u8::try_from(length) {
            Ok(0) => None,
            Ok(length) if length <= Self::SIGNS_MAX => Some(Self { signs, length }),
            _ => Some(Self { signs: u128::from(hash), length: Self::SIGNS_MAX + 1 }),
        }
    }

    pub(crate) fn hash(&self) -> u64 {
        let low = crate::hash::mix(u64::from(self.length), self.signs as u64);
        crate::hash::mix(low, (self.signs >> 64) as u64)
    }

    pub(crate) fn compare(&self, other: &Self) -> NumberDifference {
        if self == other {
            return NumberDifference::Equal;
        }
        let (short, long) = (self.length.min(other.length), self.length.max(other.length));
        let one_error = short >= 5
            && long <= Self::SIGNS_MAX
            && match long - short {
                0 => one_sign_or_swap(self.signs, other.signs),
                1 => one_sign_more(self, other),
                _ => false,
            };
        if one_error {
            return NumberDifference::OneError;
        }
        if short == 10 && long == 10 && self.signs >> 32 == other.signs >> 32 {
            return NumberDifference::SameBeginning;
        }
        NumberDifference::Different
    }
}

/// Whether two numbers of one length differ in one sign, or by two neighbours swapped.
fn one_sign_or_swap(a: u128, b: u128) -> bool {
    let differing = a ^ b;
    let low = differing.trailing_zeros() / 8 * 8;
    let rest = differing >> low;
    if rest < 1 << 8 {
        return true;
    }
    let pair = |signs: u128| ((signs >> low) as u8, (signs >> (low + 8)) as u8);
    let ((a_low, a_high), (b_low, b_high)) = (pair(a), pair(b));
    rest < 1 << 16 && a_low == b_high && a_high == b_low
}

/// Whether one number is the other with one sign more.
fn one_sign_more(a: &Number, b: &Number) -> bool {
    let (short, long) = if a.length < b.length { (a.signs, b.signs) } else { (b.signs, a.signs) };
    (0..=u32::from(a.length.min(b.length))).any(|place| {
        let below = (1_u128 << (8 * place)) - 1;
        (long & below) | (long >> 8 & !below) == short
    })
}

/// A number of at most fourteen digits in one word: the number of digits in the upper four bits, then a bit for whether
/// other records hold it too, then four bits a digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PackedNumber(u64);

impl PackedNumber {
    const DIGITS_MAX: u8 = 14;
    const SHARED: u64 = 1 << 59;
    const LENGTH_SHIFT: u32 = 60;

    /// Packs a number; none where it has letters or too many digits.
    pub(crate) fn of(number: Number, shared: bool) -> Option<Self> {
        if number.length > Self::DIGITS_MAX {
            return None;
        }
        let mut word = u64::from(number.length) << Self::LENGTH_SHIFT | if shared { Self::SHARED } else { 0 };
        for place in 0..u32::from(number.length) {
            let sign = (number.signs >> (8 * place)) as u8;
            if !sign.is_ascii_digit() {
                return None;
            }
            word |= u64::from(sign - b'0') << (4 * place);
        }
        Some(Self(word))
    }

    /// The word that holds it; never zero.
    pub(crate) fn word(self) -> u64 {
        self.0
    }

    /// Reads a word; none where it holds nothing.
    pub(crate) fn read(word: u64) -> Option<Self> {
        (word != 0).then_some(Self(word))
    }

    pub(crate) fn is_shared(self) -> bool {
        self.0 & Self::SHARED != 0
    }

    fn length(self) -> u32 {
        (self.0 >> Self::LENGTH_SHIFT) as u32
    }

    fn digits(self) -> u64 {
        self.0 & (Self::SHARED - 1)
    }

    /// As [`Number::compare`].
    pub(crate) fn compare(self, other: Self) -> NumberDifference {
        let (a, b) = (self.digits(), other.digits());
        let (short, long) = (self.length().min(other.length()), self.length().max(other.length()));
        if a == b && short == long {
            return NumberDifference::Equal;
        }
        let one_error = short >= 5
            && match long - short {
                0 => Self::one_digit_or_swap(a, b),
                1 if short == self.length() => Self::one_digit_more(a, b, short),
                1 => Self::one_digit_more(b, a, short),
                _ => false,
            };
        if one_error {
            return NumberDifference::OneError;
        }
        if short == 10 && long == 10 && a >> 16 == b >> 16 {
            return NumberDifference::SameBeginning;
        }
        NumberDifference::Different
    }

    fn one_digit_or_swap(a: u64, b: u64) -> bool {
        let differing = a ^ b;
        let low = differing.trailing_zeros() / 4 * 4;
        let rest = differing >> low;
        let digit = |digits: u64, place: u32| digits >> (low + place) & 15;
        rest < 16 || (rest < 256 && digit(a, 0) == digit(b, 4) && digit(a, 4) == digit(b, 0))
    }

    fn one_digit_more(short: u64, long: u64, length: u32) -> bool {
        (0..=length).any(|place| {
            let below = (1 << (4 * place)) - 1;
            (long & below) | (long >> 4 & !below) == short
        })
    }
}

/// A date of which the month or day may be unknown (0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub(crate) year: i16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// How two birth dates differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DateDifference {
    /// More than two years apart.
    Far,
    /// At most two years apart.
    Near,
    /// The same year, another month.
    SameYear,
    /// The same year and month, another day.
    SameMonth,
    /// The same day and month, the year within ten.
    SameDayAndMonth,
    /// One side is 1 January, the year within two.
    DefaultNear,
    /// One side is 1 January of the same year, as where only the year was known.
    DefaultYear,
    /// One digit wrong or two neighbouring digits swapped.
    OneDigit,
    /// Day and month swapped.
    Swapped,
    /// One side knows only the year or the month, and that agrees.
    Partial,
    /// Both 1 January of the same year.
    EqualDefault,
    Equal,
}

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, a `*` behind allowed; also `YYYYMMDD`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.strip_suffix('*').unwrap_or(text);
        let digits: Vec<u8> = text.bytes().filter(|b| *b != b'-').collect();
        if !digits.iter().all(u8::is_ascii_digit) || !matches!(digits.len(), 4 | 6 | 8) {
            return None;
        }
        let number = |range: std::ops::Range<usize>| {
            digits.get(range).map_or(0, |part| part.iter().fold(0_u16, |sum, d| sum * 10 + u16::from(d - b'0')))
        };
        let (year, month, day) = (number(0..4), number(4..6), number(6..8));
        let year = i16::try_from(year).ok().filter(|year| *year > 0)?;
        (month <= 12 && day <= 31).then_some(Self {
            year,
            month: month as u8,
            day: if month == 0 { 0 } else { day as u8 },
        })
    }

    /// 1 January: the date given to those whose birthday is not known.
    pub(crate) fn is_default(self) -> bool {
        (self.month, self.day) == (1, 1)
    }

    /// The date as one number, for keys.
    pub(crate) fn word(self) -> u64 {
        (self.year as u64) << 9 | u64::from(self.month) << 5 | u64::from(self.day)
    }

    /// The date with day and month swapped, where that is a date too.
    pub(crate) fn swapped(self) -> Option<Self> {
        ((1..=12).contains(&self.day) && self.month != self.day).then_some(Self {
            month: self.day,
            day: self.month,
            ..self
        })
    }

    /// Days since a fixed day; unknown parts count as the first.
    pub(crate) fn days(self) -> i32 {
        // Days from civil, Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let (month, day) = (i32::from(self.month.max(1)), i32::from(self.day.max(1)));
        let year = i32::from(self.year) - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
    }

    /// The last day that the date can be, in the same days.
    pub(crate) fn last_day(self) -> i32 {
        match (self.month, self.day) {
            (0, _) => Self { month: 12, day: 31, ..self }.days(),
            (_, 0) => Self { day: 28, ..self }.days() + 3,
            _ => self.days(),
        }
    }

    pub(crate) fn compare(self, other: Self) -> DateDifference {
        if self == other {
            return if self.is_default() { DateDifference::EqualDefault } else { DateDifference::Equal };
        }
        let years = self.year.abs_diff(other.year);
        let partial = self.day == 0 || other.day == 0;
        let months = self.month == other.month || self.month == 0 || other.month == 0;
        if partial && years == 0 && months {
            return DateDifference::Partial;
        }
        if self.swapped() == Some(other) {
            return DateDifference::Swapped;
        }
        let default = self.is_default() || other.is_default() || partial;
        match years {
            0 if default => DateDifference::DefaultYear,
            _ if self.digits_like(other) => DateDifference::OneDigit,
            0 if self.month == other.month => DateDifference::SameMonth,
            0 => DateDifference::SameYear,
            1..=2 if default => DateDifference::DefaultNear,
            1..=10 if (self.month, self.day) == (other.month, other.day) => DateDifference::SameDayAndMonth,
            1..=2 => DateDifference::Near,
            _ => DateDifference::Far,
        }
    }

    fn digits_like(self, other: Self) -> bool {
        let (a, b) = (self.digits(), other.digits());
        let differing: Vec<usize> = (0..8).filter(|&i| a[i] != b[i]).collect();
        match differing[..] {
            [_] => true,
            [i, j] => j == i + 1 && a[i] == b[j] && a[j] == b[i],
            _ => false,
        }
    }

    fn digits(self) -> [u8; 8] {
        let year = self.year as u16;
        let [thousands, hundreds] = [(year / 1000) as u8, (year / 100 % 10) as u8];
        let [tens, ones] = [(year / 10 % 10) as u8, (year % 10) as u8];
        [thousands, hundreds, tens, ones, self.month / 10, self.month % 10, self.day / 10, self.day % 10]
    }
}

/// An address as three keys of falling precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Everything.
    pub(crate) whole: u64,
    /// Street and house number.
    pub(crate) house: u64,
    /// Street alone.
    pub(crate) street: u64,
}

impl Address {
    /// Reads street, house number and the rest from free text.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let folded = deunicode(text).to_ascii_lowercase();
        let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let number = words.iter().position(|word| word.starts_with(|c: char| c.is_ascii_digit())).filter(|at| *at > 0);
        let street_words = &words[..number.unwrap_or(words.len())];
        let street = street_words.iter().fold(0, |hash, word| crate::hash::mix(hash, street_word(word)));
        if street == 0 {
            return None;
        }
        let house_text = number.map_or("", |at| words[at]);
        let house = crate::hash::mix(street, crate::hash::text(house_text.as_bytes()));
        let rest = number.map_or(&[][..], |at| &words[at + 1..]);
        let whole = rest.iter().fold(house, |hash, word| crate::hash::mix(hash, crate::hash::text(word.as_bytes())));
        Some(Self { whole, house, street })
    }
}

/// A word of a street name: common endings are shortened in one register and written out in the other.
fn street_word(word: &str) -> u64 {
    let mut skeleton = word.replace("aa", "a").replace("oe", "o").replace("ae", "a");
    for (long, short) in
        [("vejen", "v"), ("vej", "v"), ("gade", "g"), ("straede", "str"), ("plads", "pl"), ("alle", "al")]
    {
        if let Some(stem) = skeleton.strip_suffix(long) {
            skeleton = format!("{stem}{short}");
            break;
        }
    }
    crate::hash::text(skeleton.as_bytes())
}

/// A text of a list or area code as a key: folded, without separators.
pub(crate) fn code(text: &str) -> Option<u64> {
    let folded = deunicode(text).to_ascii_lowercase();
    let plain: Vec<u8> = folded.bytes().filter(u8::is_ascii_alphanumeric).collect();
    (!plain.is_empty()).then(|| crate::hash::text(&plain))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        Date::read(text).unwrap()
    }

    #[test]
    fn dates_differ_in_kinds() {
        for (a, b, kind) in [
            ("1985-03-04", "1985-03-04", DateDifference::Equal),
            ("1985-01-01", "1985-01-01*", DateDifference::EqualDefault),
            ("1985-03-04", "1985-04-03", DateDifference::Swapped),
            ("1985-03-04", "1985-03-14", DateDifference::OneDigit),
            ("1985-03-14", "1985-03-41", DateDifference::OneDigit),
            ("1985-03-04", "1985-01-01", DateDifference::DefaultYear),
            ("1985-03-04", "1985", DateDifference::Partial),
            ("1985-03", "1985-03-17", DateDifference::Partial),
            ("1985-03-04", "1985-03-29", DateDifference::SameMonth),
            ("1985-03-04", "1987-03-04", DateDifference::OneDigit),
            ("1989-03-04", "1992-03-04", DateDifference::SameDayAndMonth),
            ("1985-03-04", "1986-11-20", DateDifference::Near),
            ("1985-03-04", "1964-11-20", DateDifference::Far),
        ] {
            let Some(b) = Date::read(b) else { continue };
            assert_eq!(date(a).compare(b), kind, "{a} {b:?}");
            assert_eq!(b.compare(date(a)), kind, "{b:?} {a}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(date("2000-03-01").days() - date("2000-02-28").days(), 2);
        assert_eq!(date("2001-01-01").days() - date("2000-01-01").days(), 366);
    }

    #[test]
    fn numbers_with_one_error_are_near() {
        let number = |text: &str| Number::read(text).unwrap();
        assert_eq!(number("010180-1234").compare(&number("0101801234")), NumberDifference::Equal);
        assert_eq!(number("0101801234").compare(&number("0101801243")), NumberDifference::OneError);
        assert_eq!(number("0101801234").compare(&number("0101805678")), NumberDifference::SameBeginning);
        assert_eq!(number("0101801234").compare(&number("0202905678")), NumberDifference::Different);
        assert_eq!(number("010180123").compare(&number("0101801234")), NumberDifference::OneError);
        assert_eq!(number("0101801234").compare(&number("1010801243")), NumberDifference::Different);
        assert_eq!(number("12345678901234567").compare(&number("12345678901234568")), NumberDifference::Different);
        assert!(Number::read(" - ").is_none());
    }

    #[test]
    fn addresses_meet_over_shortened_endings() {
        let address = |text: &str| Address::read(text).unwrap();
        assert_eq!(address("Nørregade 12, 3. tv").house, address("NORREG 12").house);
        assert_ne!(address("Nørregade 12").house, address("Nørregade 14").house);
        assert_eq!(address("Nørregade 12").street, address("Nørregade 14").street);
    }

    proptest! {
        #[test]
        fn packed_numbers_compare_as_numbers(a in "[0-9]{1,14}", b in "[0-9]{1,14}", place in 0_usize..14, digit in "[0-9]?") {
            let mut near = a.clone();
            let place = place.min(near.len() - 1);
            near.replace_range(place..=place, &digit);
            let swapped: String = {
                let mut digits: Vec<char> = a.chars().collect();
                let next = (place + 1).min(digits.len() - 1);
                digits.swap(place, next);
                digits.into_iter().collect()
            };
            for other in [&b, &near, &swapped] {
                let (Some(a), Some(b)) = (Number::read(&a), Number::read(other)) else { continue };
                let packed = |number| PackedNumber::of(number, false).unwrap();
                prop_assert_eq!(packed(a).compare(packed(b)), a.compare(&b));
            }
        }

        #[test]
        fn comparing_dates_is_symmetric(a in "[12][0-9]{3}(-(0[1-9]|1[0-2])(-[0-2][0-9])?)?", b in "[12][0-9]{3}-(0[1-9]|1[0-2])-[0-2][0-9]") {
            let (a, b) = (date(&a), date(&b));
            prop_assert_eq!(a.compare(b), b.compare(a));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = (Date::read(&text), Number::read(&text), Address::read(&text), code(&text));
        }
    }
}
