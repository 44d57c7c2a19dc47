//! Gathers what the browser is given (`web/dist`, laid out by `scripts/web`, and our own `assets/`) into one table:
//! bytes, the same packed with gzip, media type, content hash. The server then packs nothing and reads no file.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

const LAID_OUT: &str = "../../web/dist";
const OURS: &str = "assets";

fn main() {
    println!("cargo::rerun-if-changed={LAID_OUT}/made");
    println!("cargo::rerun-if-changed={OURS}");
    if !Path::new(LAID_OUT).join("made").exists() {
        println!("cargo::error=The browser's part (web/dist) is missing: run scripts/web once, then build again.");
        return;
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder"));
    let mut files = Vec::new();
    for root in [LAID_OUT, OURS] {
        gather(Path::new(root), Path::new(root), &mut files);
    }
    files.sort();
    fs::write(out.join("assets.rs"), table(&files, &out)).expect("the table can be written");
}

/// Every file below the folder that has a media type, with its name as the browser asks for it.
fn gather(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            gather(root, &path, files);
        } else if media_type(&path).is_some() {
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            files.push((name, path));
        }
    }
}

/// The table as Rust, and the hash of all of it, which stands in every address.
fn table(files: &[(String, PathBuf)], out: &Path) -> String {
    let mut rows = String::new();
    let mut all = Sha256::new();
    for (number, (name, path)) in files.iter().enumerate() {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let hash = short_hash(&Sha256::digest(&bytes));
        all.update(name);
        all.update(&hash);
        let path = fs::canonicalize(path).expect("the file was just read");
        let packed = packed(&bytes).map(|packed| {
            let file = out.join(format!("{number}.gz"));
            fs::write(&file, packed).expect("the packed file can be written");
            format!("include_bytes!({:?}).as_slice()", file.display().to_string())
        });
        let packed = packed.map_or_else(|| "None".to_owned(), |bytes| format!("Some({bytes})"));
        let media_type = media_type(&path).expect("gathered for having one");
        let path = path.display().to_string();
        writeln!(
            rows,
            "    Asset {{ name: {name:?}, media_type: {media_type:?}, hash: {hash:?}, bytes: include_bytes!({path:?}), packed: {packed} }},"
        )
        .expect("writing to a String cannot fail");
    }
    format!(
        "pub(crate) const HASH: &str = {:?};\nstatic ASSETS: &[Asset] = &[\n{rows}];\n",
        short_hash(&all.finalize())
    )
}

/// Packed with gzip, where that makes it smaller by a tenth or more: fonts are packed already.
fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("writing to memory cannot fail");
    let packed = encoder.finish().expect("writing to memory cannot fail");
    (packed.len() * 10 < bytes.len() * 9).then_some(packed)
}

fn short_hash(digest: &[u8]) -> String {
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String cannot fail");
        text
    })
}

fn media_type(path: &Path) -> Option<&'static str> {
    match path.extension()?.to_str()? {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}
