//! The files of a coupling: configuration, model, the two registers with progress, and where results may be put.
//!
//! Everything that can be refused is refused here, before any work is done. Decides nothing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use linkage::{Config, Model, Register, Side};
use registers::table::{TableKind, read_register};

use super::progress::{Progress, Stage};
use super::refusals;

/// The two files and what their columns mean.
#[derive(Debug, clap::Args)]
pub(crate) struct Files {
    #[arg(value_name = "VENSTRE", help = "Filen, hvis personer søges (.csv eller .parquet)")]
    pub(super) left: PathBuf,
    #[arg(value_name = "HØJRE", help = "Filen, som de søges i")]
    pub(super) right: PathBuf,
    #[arg(long, value_name = "FIL", help = "Opsætningen: hvilke kolonner der betyder hvad (TOML)")]
    pub(super) config: PathBuf,
    #[arg(
        long,
        value_name = "ANTAL",
        value_parser = clap::value_parser!(u16).range(1..=1024),
        help = "Tråde; ellers så mange som maskinen har. Resultatet er det samme"
    )]
    pub(super) threads: Option<u16>,
}

/// A model that was learnt before.
#[derive(Debug, clap::Args)]
pub(crate) struct Frozen {
    #[arg(
        long,
        value_name = "FIL",
        help = "Modelfil fra \"ankomst couple train\"; ellers læres en model af de to filer"
    )]
    pub(super) model: Option<PathBuf>,
}

/// The two files, read.
pub(super) struct Registers {
    pub(super) left: Register,
    pub(super) right: Register,
}

impl Files {
    /// Reads the configuration and sets the number of threads.
    pub(super) fn prepare(&self) -> anyhow::Result<Config> {
        for file in [&self.left, &self.right] {
            TableKind::of(file).map_err(|error| anyhow!(refusals::table(&error)))?;
        }
        let path = &self.config;
        let text =
            fs::read_to_string(path).with_context(|| format!("opsætningen {} kan ikke læses", path.display()))?;
        let config = Config::from_toml(&text).map_err(|error| anyhow!(refusals::config(path, &text, &error)))?;
        if let Some(threads) = self.threads {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
            pool.build_global().context("trådene kan ikke startes")?;
        }
        Ok(config)
    }

    /// Reads both files at once.
    pub(super) fn read(&self, config: &Config, progress: &Progress) -> anyhow::Result<Registers> {
        let bytes = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
        progress.begin(Stage::Reading, bytes(&self.left) + bytes(&self.right));
        let read = |path: &Path, side| {
            let (length, mut before) = (bytes(path), 0);
            let mut each = |read: registers::table::Progress| {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
                let now = (read.share * length as f64) as u64;
                progress.advance(now.saturating_sub(before));
                before = now.max(before);
            };
            read_register(path, config, side, &mut each).map_err(|error| anyhow!(refusals::table(&error)))
        };
        let (left, right) = rayon::join(|| read(&self.left, Side::Left), || read(&self.right, Side::Right));
        Ok(Registers { left: left?, right: right? })
    }

    /// What the two files themselves give cause to say.
    pub(super) fn warnings(&self) -> Vec<String> {
        let same = is_same(&self.left, &self.right);
        let warning =
            "VENSTRE og HØJRE er den samme fil: hver person kobles med sig selv, og dubletter findes ikke sådan";
        same.then(|| warning.to_owned()).into_iter().collect()
    }

    /// Refuses an output that cannot be put there or would replace an input.
    pub(super) fn check_output(&self, out: &Path, frozen: &Frozen) -> anyhow::Result<()> {
        let inputs = [Some(&self.left), Some(&self.right), Some(&self.config), frozen.model.as_ref()];
        if inputs.into_iter().flatten().any(|input| is_same(input, out)) {
            bail!("{} er en af filerne, der læses; vælg et andet navn til resultatet", out.display());
        }
        let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            bail!("mappen {} findes ikke, så {} kan ikke skrives", folder.display(), out.display());
        }
        if out.is_dir() {
            bail!("{} er en mappe; skriv et filnavn", out.display());
        }
        Ok(())
    }
}

impl Frozen {
    /// Reads the model, if one is named, with the thresholds that the configuration sets today. The second part says
    /// so when they are others than those it was learnt with.
    pub(super) fn read(&self, config: &Config) -> anyhow::Result<Option<(Model, Vec<String>)>> {
        let Some(path) = &self.model else { return Ok(None) };
        let text = fs::read_to_string(path).with_context(|| format!("modelfilen {} kan ikke læses", path.display()))?;
        let mut model: Model =
            serde_json::from_str(&text).map_err(|error| anyhow!("{} er ikke en modelfil: {error}", path.display()))?;
        model.check(config).map_err(|error| anyhow!(refusals::model(path, &error)))?;
        let mut warnings = Vec::new();
        if model.decision != config.decision {
            warnings.push(
                "grænserne i opsætningen er andre end dem, modellen blev lært med; opsætningens gælder".to_owned(),
            );
            model.decision = config.decision;
        }
        Ok(Some((model, warnings)))
    }
}

/// Whether two names lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
