//! What the letter's fonts can print. A sign that they lack would be a blank box on paper and silence in a screen reader, so it stops
//! the letter and is named with the field it stands in.
//!
//! CPR writes every name in Latin letters, so a name from a register always prints.

/// The longest value, in characters: ten pages of text. Beyond it something other than a letter was put in.
pub(crate) const LONGEST: usize = 30_000;

/// Words longer than this are given places to break, or they would run over the margin.
const LONGEST_WORD: usize = 36;

/// The first sign of a text that cannot be printed.
pub(crate) fn first_unprintable(text: &str, covers: impl Fn(char) -> bool) -> Option<char> {
    text.chars().find(|sign| !(is_layout(*sign) || is_sign(*sign) && covers(*sign)))
}

/// The paragraphs of a text: what stands between line breaks, without blank ones, long words with places to break.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| breakable(&kept_together(&line.replace('\t', " ")))).collect()
}

fn is_layout(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\t')
}

/// Control signs, and marks that turn the direction of writing so that a text reads other than it is, are not for letters.
fn is_sign(sign: char) -> bool {
    !sign.is_control()
        && !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}')
}

/// No line ends inside »§ 30«, »stk. 1«, »12. marts« or »250 kr.«.
fn kept_together(line: &str) -> String {
    let signs: Vec<char> = line.chars().collect();
    let follows =
        |place: usize, before: &str| before.chars().rev().eq(signs[..place].iter().rev().copied().take(before.len()));
    let joins = |place: usize| {
        let day = place > 1 && signs[place - 1] == '.' && signs[place - 2].is_ascii_digit();
        let month = signs.get(place + 1).is_some_and(|sign| sign.is_lowercase());
        let kroner = signs[place + 1..].starts_with(&['k', 'r']) && place > 0 && signs[place - 1].is_ascii_digit();
        place > 0 && signs[place - 1] == '§' || follows(place, "stk.") || day && month || kroner
    };
    signs.iter().enumerate().map(|(place, sign)| if *sign == ' ' && joins(place) { NO_BREAK } else { *sign }).collect()
}

/// A space at which no line ends.
const NO_BREAK: char = '\u{a0}';

/// A zero-width space after every so many letters of a long word: a place to break that is no sign.
fn breakable(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut length = 0;
    for sign in line.chars() {
        length = if sign.is_whitespace() || sign == '-' { 0 } else { length + 1 };
        if length > LONGEST_WORD && sign.is_alphanumeric() {
            out.push('\u{200b}');
            length = 1;
        }
        out.push(sign);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_the_font_lacks_is_named() {
        assert_eq!(first_unprintable("Amira 😀", |sign| sign.is_ascii()), Some('😀'));
        assert_eq!(first_unprintable("Amira\nNour", |sign| sign.is_ascii()), None);
    }

    #[test]
    fn signs_that_hide_or_turn_a_text_are_refused_even_where_a_font_has_them() {
        for hidden in ['\0', '\u{7}', '\u{202e}', '\u{200f}', '\u{feff}', '\u{2028}'] {
            assert_eq!(first_unprintable(&format!("a{hidden}b"), |_| true), Some(hidden));
        }
    }

    #[test]
    fn line_breaks_part_paragraphs_and_blank_ones_are_no_paragraphs() {
        assert_eq!(paragraphs("et\r\n\n  to\ttre \n"), ["et", "to tre"]);
    }

    #[test]
    fn citations_days_and_amounts_stay_on_one_line() {
        let joined = kept_together("Den 12. marts 2008 efter § 30, stk. 1: 250 kr. Nu");
        assert_eq!(joined, "Den 12.\u{a0}marts 2008 efter §\u{a0}30, stk.\u{a0}1: 250\u{a0}kr. Nu");
        assert_eq!(kept_together(" §"), " §");
    }

    #[test]
    fn only_long_words_are_given_places_to_break() {
        assert_eq!(breakable("arbejdsmarkedsparathedsvurdering nu"), "arbejdsmarkedsparathedsvurdering nu");
        let long = breakable(&"a".repeat(80));
        assert_eq!(long.matches('\u{200b}').count(), 2);
        assert_eq!(long.replace('\u{200b}', ""), "a".repeat(80));
    }
}
