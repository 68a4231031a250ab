//! Specifiers that carry more than a package's name: `node:fs`, `npm:x@1`, `https://esm.sh/x@1`.

/// Hosts that serve npm's packages, and what stands in their paths before a package.
const NPM_HOSTS: &[(&str, &[&str])] = &[
    ("esm.sh/", &["stable/", "gh/"]),
    ("cdn.skypack.dev/", &["-/", "pin/"]),
    ("cdn.jsdelivr.net/npm/", &[]),
    ("unpkg.com/", &[]),
    ("esm.run/", &[]),
    ("ga.jspm.io/npm:", &[]),
    ("jspm.dev/", &[]),
];

/// The package that a specifier from outside means, as vocabulary knows it: without a scheme, a host or a version, but
/// with the path inside the package.
pub(super) fn bare(specifier: &str) -> String {
    if let Some(url) = specifier
        .strip_prefix("https://")
        .or_else(|| specifier.strip_prefix("http://"))
    {
        return from_url(url).unwrap_or_else(|| specifier.to_owned());
    }
    let name = ["node:", "npm:", "jsr:"]
        .iter()
        .find_map(|scheme| specifier.strip_prefix(scheme))
        .unwrap_or(specifier);
    unversioned(name.trim_start_matches('/'))
}

fn from_url(url: &str) -> Option<String> {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    if let Some(path) = url.strip_prefix("deno.land/x/") {
        let module = path.split('/').next().unwrap_or(path);
        return Some(without_version(module).to_owned());
    }
    if let Some(path) = url.strip_prefix("deno.land/std") {
        let (_, path) = path.split_once('/')?;
        return Some(format!("@std/{path}"));
    }
    let (path, prefixes) = NPM_HOSTS
        .iter()
        .find_map(|(host, prefixes)| Some((url.strip_prefix(host)?, prefixes)))?;
    let mut path = path;
    for prefix in prefixes.iter() {
        path = path.strip_prefix(prefix).unwrap_or(path);
    }
    // esm.sh pins its own build in front: `v135/openai@4`.
    if let Some((build, rest)) = path.split_once('/')
        && build.strip_prefix('v').is_some_and(is_number)
    {
        path = rest;
    }
    Some(unversioned(path))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `@scope/name@1/inside` → `@scope/name/inside`.
fn unversioned(path: &str) -> String {
    let parts = path.split('/').enumerate();
    let kept = parts.map(|(at, part)| match at {
        0 | 1 => without_version(part),
        _ => part,
    });
    let kept: Vec<_> = kept.filter(|part| !part.is_empty()).collect();
    kept.join("/")
}

/// A name without `@version` after it; the `@` of a scope stays.
pub(super) fn without_version(name: &str) -> &str {
    match name.rfind('@') {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn schemes_hosts_and_versions_are_no_part_of_a_package() {
        assert_eq!(bare("node:fs/promises"), "fs/promises");
        assert_eq!(bare("npm:openai@4.20.1"), "openai");
        assert_eq!(
            bare("npm:@google/generative-ai@^0.1/x"),
            "@google/generative-ai/x"
        );
        assert_eq!(bare("jsr:@supabase/supabase-js@2"), "@supabase/supabase-js");
        assert_eq!(bare("https://esm.sh/openai@4?target=deno"), "openai");
        assert_eq!(
            bare("https://esm.sh/v135/@scope/a@1.0/b.js"),
            "@scope/a/b.js"
        );
        assert_eq!(bare("https://deno.land/x/grammy@v1.2/mod.ts"), "grammy");
        assert_eq!(
            bare("https://deno.land/std@0.224.0/http/server.ts"),
            "@std/http/server.ts"
        );
        assert_eq!(
            bare("https://cdn.jsdelivr.net/npm/groq-sdk@0.3/+esm"),
            "groq-sdk/+esm"
        );
        assert_eq!(bare("https://example.com/a.js"), "https://example.com/a.js");
        assert_eq!(
            bare("firebase-functions/v2/https"),
            "firebase-functions/v2/https"
        );
        assert_eq!(bare("@langchain/core/messages"), "@langchain/core/messages");
    }
}
