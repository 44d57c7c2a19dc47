//! The address of a PostgreSQL journal, and its name without the password.

use std::net::IpAddr;
use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode};

use crate::error::JournalError;

const PORT: u16 = 5432;

/// Nothing of an address that is not understood is repeated: what was taken for a host may be the end of a password.
pub(super) fn parse(url: &str) -> Result<(Config, String), JournalError> {
    let before_options = url.split('?').next().unwrap_or(url);
    if before_options.matches('@').count() > 1 {
        return refused("a postgres:// address holds one @; in a user's name or password it is written %40");
    }
    let Ok(mut config) = url.parse::<Config>() else {
        return refused(
            "it is no postgres://user:password@host:port/database; special characters in a password are written as %xx",
        );
    };
    if config.get_hosts().is_empty() {
        return refused("a postgres:// address names a host");
    }
    if config.get_ssl_mode() == SslMode::Prefer && !config.get_hosts().iter().all(is_this_machine) {
        return refused(
            "the server is on another machine and this program does not encrypt the connection: go through an encrypted tunnel, \
             or add ?sslmode=disable where the network itself is encrypted",
        );
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(10));
    }
    if config.get_application_name().is_none() {
        config.application_name("ankomst");
    }
    config.keepalives_idle(Duration::from_mins(1));
    let name = name(&config);
    Ok((config, name))
}

fn name(config: &Config) -> String {
    let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
    let hosts: Vec<String> = config.get_hosts().iter().map(host_name).collect();
    let port = config.get_ports().first().copied().unwrap_or(PORT);
    let database = config.get_dbname().map(|name| format!("/{name}")).unwrap_or_default();
    format!("postgres://{user}{}:{port}{database}", hosts.join(","))
}

fn host_name(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(path) => path.display().to_string(),
    }
}

fn is_this_machine(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        Host::Unix(_) => true,
    }
}

fn refused<T>(why: &str) -> Result<T, JournalError> {
    Err(JournalError::Address { why: why.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_journal_shows_no_password() {
        for url in [
            "postgres://anna:hemmelig@localhost:5433/journal",
            "postgres://anna@localhost:5433/journal?password=hemmelig",
        ] {
            let (_, name) = parse(url).unwrap();
            assert_eq!(name, "postgres://anna@localhost:5433/journal");
        }
    }

    #[test]
    fn no_part_of_a_password_is_repeated_however_the_address_is_written() {
        for url in [
            "postgres://anna:hemmelig@hemmelig@localhost/journal",
            "postgres://anna:hem/melig@localhost/journal",
            "postgres://anna:hemmelig@localhost:hemmelig/journal",
            "postgres://anna@localhost/journal?hemmelig=1",
        ] {
            let told = match parse(url) {
                Ok((_, name)) => name,
                Err(error) => format!("{error} {error:?}"),
            };
            assert!(!told.contains("hem") && !told.contains("melig"), "{told}");
        }
    }

    #[test]
    fn personal_data_does_not_cross_a_network_in_the_clear_unless_somebody_says_so() {
        let error = parse("postgres://anna:hemmelig@db.example.dk/journal").map(|(_, name)| name).unwrap_err();
        assert!(error.to_string().contains("does not encrypt"), "{error}");
        assert!(parse("postgres://anna:hemmelig@db.example.dk/journal?sslmode=disable").is_ok());
        assert!(parse("postgres://anna:hemmelig@127.0.0.1/journal").is_ok());
    }
}
