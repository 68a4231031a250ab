//! Zipped exports (`.zip`, `.bpz`, `.tgz`), unpacked in memory. A zip bomb is an export too: how much comes out of one
//! archive, of one file in it and of all archives of a run is bounded before anything is unpacked, and again while it
//! is. An archive inside an archive stays closed.

use std::io::Read;

use flate2::read::{DeflateDecoder, GzDecoder};

use super::kind::FileKind;

/// The most bytes that one file of an archive may have.
const MAX_FILE: u64 = 8 * 1024 * 1024;
/// The most bytes that are unpacked of one archive.
const MAX_ARCHIVE: u64 = 64 * 1024 * 1024;
/// The most files of one archive that are looked at.
const MAX_FILES: usize = 4_000;
/// What stands between the path of an archive and the path inside it.
pub(crate) const INSIDE: &str = "!/";

const END_OF_DIRECTORY: [u8; 4] = *b"PK\x05\x06";
const DIRECTORY_ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// The length of a directory's end without its comment, of an entry and of a local header without their names.
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;
const HEADER_LENGTH: usize = 30;
const TAR_BLOCK: usize = 512;

/// The files of an archive that can hold a definition or its code, by their paths inside it, in order; none where the
/// bytes are no archive. `budget` is how many bytes may still be unpacked in this run, and is lowered by what was.
pub(crate) fn unpack(bytes: &[u8], budget: &mut u64) -> Vec<(String, Vec<u8>)> {
    let mut left = (*budget).min(MAX_ARCHIVE);
    let before = left;
    let files = if bytes.starts_with(&LOCAL_HEADER) {
        zipped(bytes, &mut left)
    } else if bytes.starts_with(&GZIP) {
        gzipped(bytes, &mut left)
    } else {
        Vec::new()
    };
    *budget -= before - left;
    files
}

fn zipped(bytes: &[u8], left: &mut u64) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let Some(mut at) = directory(bytes) else {
        return files;
    };
    for _ in 0..MAX_FILES {
        let Some(entry) = bytes.get(at..at + ENTRY_LENGTH) else {
            break;
        };
        if !entry.starts_with(&DIRECTORY_ENTRY) {
            break;
        }
        let lengths = [28, 30, 32].map(|place| u16_at(entry, place) as usize);
        let name = bytes.get(at + ENTRY_LENGTH..at + ENTRY_LENGTH + lengths[0]);
        let Some(name) = name.and_then(safe_path) else {
            at += ENTRY_LENGTH + lengths.iter().sum::<usize>();
            continue;
        };
        at += ENTRY_LENGTH + lengths.iter().sum::<usize>();
        if is_wanted(&name)
            && let Some(content) = stored(bytes, entry)
            && let Some(content) = inflated(content, u16_at(entry, 10), left)
        {
            files.push((name, content));
        }
    }
    files
}

/// Where the directory of a zip begins.
fn directory(bytes: &[u8]) -> Option<usize> {
    // Behind the end stands a comment of at most 65,535 bytes.
    let from = bytes
        .len()
        .saturating_sub(END_LENGTH + usize::from(u16::MAX));
    let tail = bytes.get(from..)?;
    let end = tail
        .windows(4)
        .rposition(|window| window == END_OF_DIRECTORY)?;
    let end = tail.get(end..end + END_LENGTH)?;
    Some(u32_at(end, 16) as usize)
}

/// The bytes of a file as they are stored, by its entry in the directory.
fn stored<'b>(bytes: &'b [u8], entry: &[u8]) -> Option<&'b [u8]> {
    let length = u32_at(entry, 20) as usize;
    let header = u32_at(entry, 42) as usize;
    let local = bytes.get(header..header.checked_add(HEADER_LENGTH)?)?;
    if !local.starts_with(&LOCAL_HEADER) {
        return None;
    }
    let start =
        header + HEADER_LENGTH + usize::from(u16_at(local, 26)) + usize::from(u16_at(local, 28));
    bytes.get(start..start.checked_add(length)?)
}

fn inflated(content: &[u8], method: u16, left: &mut u64) -> Option<Vec<u8>> {
    match method {
        0 => bounded(content, left),
        8 => bounded(DeflateDecoder::new(content), left),
        _ => None,
    }
}

fn gzipped(bytes: &[u8], left: &mut u64) -> Vec<(String, Vec<u8>)> {
    let mut unpacked = Vec::new();
    // What breaks off in the middle still has files in front.
    let _ = GzDecoder::new(bytes).take(*left).read_to_end(&mut unpacked);
    *left -= (unpacked.len() as u64).min(*left);
    let mut files = Vec::new();
    let mut at = 0;
    for _ in 0..MAX_FILES {
        let Some(header) = unpacked.get(at..at + TAR_BLOCK) else {
            break;
        };
        let Some(size) = octal(&header[124..136]) else {
            break;
        };
        let start = at + TAR_BLOCK;
        let Some(content) = start
            .checked_add(size)
            .and_then(|end| unpacked.get(start..end))
        else {
            break;
        };
        let name: Vec<u8> = header[..100]
            .iter()
            .copied()
            .take_while(|&byte| byte != 0)
            .collect();
        let is_file = matches!(header[156], b'0' | 0);
        if let Some(name) = safe_path(&name)
            && is_file
            && is_wanted(&name)
            && content.len() as u64 <= MAX_FILE
        {
            files.push((name, content.to_vec()));
        }
        at = start + size.div_ceil(TAR_BLOCK) * TAR_BLOCK;
    }
    files
}

fn octal(field: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(field).ok()?;
    usize::from_str_radix(text.trim_matches(['\0', ' ']), 8).ok()
}

fn bounded(reader: impl Read, left: &mut u64) -> Option<Vec<u8>> {
    let limit = (*left).min(MAX_FILE);
    let mut content = Vec::new();
    let read = reader.take(limit + 1).read_to_end(&mut content);
    let length = content.len() as u64;
    *left -= length.min(*left);
    (read.is_ok() && length <= limit).then_some(content)
}

/// The path inside an archive, with `/`; `None` for a folder, and for what would climb out of the archive.
fn safe_path(name: &[u8]) -> Option<String> {
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let name = name.trim_start_matches("./");
    let climbs = name.split('/').any(|part| matches!(part, "" | "." | ".."));
    (!climbs && !name.contains('\0')).then(|| name.to_owned())
}

fn is_wanted(path: &str) -> bool {
    let own = path.rsplit('/').next().unwrap_or(path);
    // A zipped repository is somebody's backup; the code of an export is that which its flows call.
    let is_called = || {
        let mut folders = path.split('/');
        folders.any(|folder| matches!(folder, "actions" | "hooks" | "functions"))
    };
    // A Mac puts a shadow of every file beside it.
    let is_shadow = path.starts_with("__MACOSX/") || own.starts_with("._");
    match FileKind::of(path) {
        _ if is_shadow => false,
        FileKind::Definition => true,
        FileKind::Source => is_called(),
        _ => false,
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    let pair = bytes.get(at..at + 2).unwrap_or_default();
    pair.try_into().map_or(0, u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..at + 4).unwrap_or_default();
    four.try_into().map_or(0, u32::from_le_bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder};

    use super::*;

    /// A zip of those files.
    pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut bytes, mut entries) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(content).unwrap();
            let packed = encoder.finish().unwrap();
            let header = bytes.len() as u32;
            let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            common.extend((packed.len() as u32).to_le_bytes());
            common.extend((content.len() as u32).to_le_bytes());
            common.extend((name.len() as u16).to_le_bytes());
            common.extend([0, 0]);
            bytes.extend(LOCAL_HEADER);
            bytes.extend(&common);
            bytes.extend(name.as_bytes());
            bytes.extend(&packed);
            entries.extend(DIRECTORY_ENTRY);
            entries.extend([20, 0]);
            entries.extend(&common);
            entries.extend([0; 10]);
            entries.extend(header.to_le_bytes());
            entries.extend(name.as_bytes());
        }
        let start = bytes.len() as u32;
        bytes.extend(&entries);
        bytes.extend(END_OF_DIRECTORY);
        bytes.extend([0; 8]);
        bytes.extend((entries.len() as u32).to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    fn names(files: &[(String, Vec<u8>)]) -> Vec<&str> {
        files.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn definitions_come_out_and_nothing_climbs() {
        let bytes = zip(&[
            ("agent.json", b"{\"a\": 1}"),
            ("flows/Start/Start.json", b"{}"),
            ("../evil.json", b"{}"),
            ("picture.png", b"x"),
            ("inner.zip", b"PK"),
            ("__MACOSX/._agent.json", b"x"),
        ]);
        let mut budget = MAX_ARCHIVE;
        let files = unpack(&bytes, &mut budget);
        assert_eq!(names(&files), ["agent.json", "flows/Start/Start.json"]);
        assert_eq!(files[0].1, b"{\"a\": 1}");
        assert_eq!(budget, MAX_ARCHIVE - 10);
    }

    #[test]
    fn a_bomb_is_cut() {
        let zeros = vec![b' '; MAX_FILE as usize + 1];
        let bytes = zip(&[("bomb.json", &zeros), ("small.json", b"{}")]);
        assert!(bytes.len() < 20_000);
        let mut budget = MAX_ARCHIVE;
        assert_eq!(names(&unpack(&bytes, &mut budget)), ["small.json"]);
        let mut nothing = 1;
        assert!(unpack(&bytes, &mut nothing).is_empty());
    }

    #[test]
    fn tar_balls_come_out_too() {
        let mut tar = Vec::new();
        for (name, content) in [
            ("bots/a/flows/main.flow.json", "{\"x\": 2}"),
            ("b.bin", "1"),
        ] {
            let mut header = [0u8; TAR_BLOCK];
            header[..name.len()].copy_from_slice(name.as_bytes());
            let size = format!("{:011o}\0", content.len());
            header[124..136].copy_from_slice(size.as_bytes());
            header[156] = b'0';
            tar.extend(header);
            tar.extend(content.as_bytes());
            tar.resize(tar.len().next_multiple_of(TAR_BLOCK), 0);
        }
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&tar).unwrap();
        let bytes = encoder.finish().unwrap();
        let mut budget = MAX_ARCHIVE;
        let files = unpack(&bytes, &mut budget);
        assert_eq!(names(&files), ["bots/a/flows/main.flow.json"]);
        assert_eq!(files[0].1, b"{\"x\": 2}");
    }

    #[test]
    fn broken_archives_end() {
        let whole = zip(&[("a.json", b"{\"a\": [1, 2, 3]}"), ("b.json", b"{}")]);
        for cut in 0..whole.len() {
            let mut budget = MAX_ARCHIVE;
            let _ = unpack(&whole[..cut], &mut budget);
            let mut turned = whole.clone();
            turned[cut] ^= 0xff;
            let _ = unpack(&turned, &mut budget);
        }
        let _ = unpack(b"PK\x03\x04", &mut 10);
        let _ = unpack(&[0x1f, 0x8b, 8, 0], &mut 10);
    }
}
