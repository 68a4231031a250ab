//! Folds text so that spelling does not matter: case, accents, width, look-alike letters.

use unicode_normalization::char::decompose_compatible;

/// The writing system of a word, as far as the phrases need to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Script {
    /// Latin letters, and digits.
    Latin,
    /// Arabic letters, also for Urdu.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Cyrillic letters.
    Cyrillic,
    /// Devanagari letters.
    Devanagari,
    /// Chinese characters.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Anything else.
    Other,
}

impl Script {
    /// The script of one folded character.
    pub(super) fn of(character: char) -> Self {
        match u32::from(character) {
            0x30..=0x39 | 0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x1E00..=0x1EFF => Self::Latin,
            0x400..=0x52F => Self::Cyrillic,
            0x590..=0x5FF => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0xFB50..=0xFEFC => Self::Arabic,
            0x900..=0x97F => Self::Devanagari,
            0x3005..=0x3007 | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2FFFF => Self::Han,
            0x3040..=0x30FF | 0x31F0..=0x31FF => Self::Kana,
            _ => Self::Other,
        }
    }

    /// Whether words of this script are written without spaces.
    pub(super) fn unspaced(self) -> bool {
        matches!(self, Self::Han | Self::Kana)
    }
}

/// Whether a character belongs to a word (letters, digits, vowel signs and viramas).
pub(super) fn in_word(character: char) -> bool {
    is_plain_letter(character)
        || character.is_alphanumeric()
        || matches!(
            u32::from(character),
            0x93C | 0x94D | 0x9CD | 0xA4D | 0xACD | 0xB4D | 0xBCD | 0xC4D | 0xCCD | 0xD4D
        )
        || is_dropped(character)
}

/// Letters without case, accents or other forms, by their blocks: the common ones of Chinese, Japanese, Hebrew, Hindi.
/// What is known here need not be looked up in the tables of Unicode, which cost more than all else that is done to a
/// letter.
pub(super) fn is_plain_letter(character: char) -> bool {
    matches!(u32::from(character), 0x4E00..=0x9FFF | 0x3041..=0x3096 | 0x30A1..=0x30FA | 0x5D0..=0x5EA | 0x904..=0x939)
}

/// Appends the folded form of one character: lower case, no accents, one shape a letter. May append nothing.
pub(super) fn fold_into(character: char, out: &mut String) {
    if character.is_ascii() {
        out.push(character.to_ascii_lowercase());
        return;
    }
    if is_plain_letter(character) {
        out.push(character);
        return;
    }
    if is_dropped(character) {
        return;
    }
    if decomposes(character) {
        decompose_compatible(character, |piece| {
            if !is_dropped(piece) {
                push_lower(piece, out);
            }
        });
    } else {
        push_lower(character, out);
    }
}

/// The folded form of a whole text, characters outside words as they are.
#[cfg(test)]
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        fold_into(character, &mut out);
    }
    out
}

fn push_lower(character: char, out: &mut String) {
    match character {
        'ß' | 'ẞ' => out.push_str("ss"),
        'ı' => out.push('i'),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ی' | 'ئ' => out.push('ي'),
        'ة' | 'ہ' | 'ھ' | 'ۃ' => out.push('ه'),
        'ک' => out.push('ك'),
        'ؤ' => out.push('و'),
        'ё' | 'Ё' => out.push('е'),
        _ => {
            for lower in character.to_lowercase() {
                if !is_dropped(lower) {
                    out.push(lower);
                }
            }
        }
    }
}

/// Marks that carry no letter: accents, Arabic and Hebrew points, tatweel, nukta, joiners, soft hyphens, byte-order marks.
fn is_dropped(character: char) -> bool {
    matches!(u32::from(character),
        0xAD | 0x300..=0x36F | 0x591..=0x5BD | 0x5BF..=0x5C7 | 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670
        | 0x93C | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF)
}

fn decomposes(character: char) -> bool {
    matches!(u32::from(character),
        0xC0..=0x24F | 0x400..=0x45F | 0x958..=0x95F | 0x1E00..=0x1EFF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC
        | 0xFF00..=0xFFEF | 0x1D400..=0x1D7FF)
        && !matches!(character, 'й' | 'Й')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_are_what_unicode_says_they_are() {
        for character in (0..0x11_0000)
            .filter_map(char::from_u32)
            .filter(|&c| is_plain_letter(c))
        {
            assert!(character.is_alphanumeric() && !character.is_numeric());
            assert!(character.to_lowercase().eq([character]) && !character.is_uppercase());
            assert!(!is_dropped(character) && !decomposes(character));
        }
    }

    #[test]
    fn accents_case_and_width_do_not_matter() {
        assert_eq!(folded("Você É"), "voce e");
        assert_eq!(folded("İSTANBUL ışık"), "istanbul isik");
        assert_eq!(folded("ＡＩ"), "ai");
        assert_eq!(folded("𝐁𝐎𝐓"), "bot");
        assert_eq!(folded("Straße"), "strasse");
    }

    #[test]
    fn arabic_letters_have_one_shape() {
        assert_eq!(folded("أَنْتَ مُسَاعِدٌ"), "انت مساعد");
        assert_eq!(folded("إلى خدمة"), folded("الي خدمه"));
    }

    #[test]
    fn kana_keep_their_voicing() {
        assert_eq!(folded("何でも"), "何でも");
    }
}
