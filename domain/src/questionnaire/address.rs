//! The forms of links and e-mail addresses.

/// Characters that are invisible or turn the direction of writing, so that a link reads as another one.
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFD}')
}

/// Whether a text is a link to a web page: an absolute URI of scheme `http` or `https` (RFC 3986, sections 3 and 3.2)
/// with a host and without user information, which would let one host pass for another. Characters beyond ASCII are
/// welcome (RFC 3987), unless they are invisible or turn the direction of writing.
pub(crate) fn is_link(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return false;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    is_authority(authority) && is_written(tail, ":@/?#") && tail.matches('#').count() <= 1
}

fn is_authority(authority: &str) -> bool {
    if let Some(literal) = authority.strip_prefix('[') {
        return literal.split_once(']').is_some_and(|(address, after)| {
            address.parse::<std::net::Ipv6Addr>().is_ok() && after.strip_prefix(':').map_or(after.is_empty(), is_port)
        });
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    !host.is_empty() && !host.starts_with('.') && !host.contains("..") && is_written(host, "") && is_port(port)
}

fn is_port(port: &str) -> bool {
    port.is_empty() || port.parse::<u16>().is_ok_and(|n| n > 0) && !port.starts_with('+')
}

/// Whether a part holds only what RFC 3986 and RFC 3987 allow: unreserved, sub-delims, whole percent escapes, the
/// further delimiters named, and characters beyond ASCII.
fn is_written(part: &str, delimiters: &str) -> bool {
    let mut rest = part.chars();
    while let Some(c) = rest.next() {
        let fine = match c {
            '%' => {
                let mut hex = || rest.next().is_some_and(|c| c.is_ascii_hexdigit());
                hex() && hex()
            }
            c if c.is_ascii() => c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(c) || delimiters.contains(c),
            c => !is_deceptive(c),
        };
        if !fine {
            return false;
        }
    }
    true
}

/// Whether a text is an e-mail address: one local part and a domain of at least two labels, in the form that web forms
/// accept (WHATWG HTML, "valid e-mail address"), widened by characters beyond ASCII (RFC 6531) and narrowed by the
/// lengths of RFC 5321, section 4.5.3.1. Whether it receives mail cannot be told from its form.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let beyond = |c: char| !c.is_ascii() && !is_deceptive(c);
    let local_char = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c) || beyond(c);
    let label_char = |c: char| c.is_ascii_alphanumeric() || c == '-' || beyond(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(label_char)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    !local.is_empty()
        && local.len() <= 64
        && local.chars().all(local_char)
        && domain.len() <= 255
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_a_scheme_of_the_web_a_host_and_no_user() {
        for link in [
            "https://example.org",
            "HTTP://example.org:8080/a/b?c=d&e=%C3%A9#f",
            "https://例子.example/规范",
            "https://موقع.example/وثيقة",
            "https://[2001:db8::1]:443/",
            "https://192.0.2.1/x",
            "https://example.org/a@b:c",
        ] {
            assert!(is_link(link), "{link}");
        }
        for other in [
            "",
            "example.org",
            "//example.org",
            "https://",
            "https:///path",
            "https:example.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org/a",
            "https://user@example.org/",
            "https://user:password@example.org/",
            "https://example.org:port/",
            "https://example.org:99999/",
            "https://example.org:80:80/",
            "https://exa mple.org/",
            "https://example.org/a b",
            "https://example.org/<script>",
            "https://example.org/%zz",
            "https://example.org/%4",
            "https://example.org/a#b#c",
            "https://example.org/\u{202E}gpj.exe",
            "https://exam\u{200B}ple.org/",
            "https://.example.org",
            "https://example..org",
            "https://[::1",
            "https://[nonsense]/",
            "https://example.org\\@other.example",
            "https://example.org/\u{0}",
        ] {
            assert!(!is_link(other), "{other}");
        }
    }

    #[test]
    fn an_email_address_has_a_local_part_and_a_domain() {
        for email in [
            "a@example.org",
            "first.last+tag@unit.example.org",
            "имя@пример.example",
            "o'neil@example.org",
        ] {
            assert!(is_email(email), "{email}");
        }
        for other in [
            "",
            "a",
            "@example.org",
            "a@",
            "a@localhost",
            "a b@example.org",
            "a@b@example.org",
            "a@example..org",
            "a@-example.org",
            "a@example.org.",
            "<a@example.org>",
            "a@example.org, b@example.org",
            "a\u{200B}@example.org",
        ] {
            assert!(!is_email(other), "{other}");
        }
        assert!(!is_email(&format!("{}@example.org", "a".repeat(65))));
    }
}
