//! Which file takes what from which other file, and the circles in that.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use super::source::{Source, is_word, split_word};

type Path = Vec<String>;

/// A file's own names for what it imports: the name here, and the path.
struct Imports {
    named: HashMap<String, Path>,
    globs: Vec<Path>,
    /// Paths that stand in the code.
    inline: Vec<Path>,
}

/// What is taken where no name of the module is seen.
const MODULE: &str = "the module";

pub struct Graph<'a> {
    sources: &'a [Source],
    modules: HashMap<&'a [String], usize>,
    imports: Vec<Imports>,
    /// From file to file, with the names that are taken.
    pub arrows: BTreeMap<(usize, usize), BTreeSet<String>>,
}

impl<'a> Graph<'a> {
    pub fn of(sources: &'a [Source]) -> Self {
        let modules = sources
            .iter()
            .enumerate()
            .map(|(n, s)| (s.module.as_slice(), n))
            .collect();
        let imports = sources.iter().map(|s| read(&s.code)).collect();
        let mut graph = Self {
            sources,
            modules,
            imports,
            arrows: BTreeMap::new(),
        };
        for from in 0..sources.len() {
            let own = &graph.imports[from];
            let paths = own.named.values().chain(&own.inline);
            let mut taken: Vec<_> = paths.filter_map(|path| graph.resolve(from, path, 0)).collect();
            let globs = own.globs.iter().filter_map(|path| graph.resolve(from, path, 0));
            taken.extend(globs.map(|(to, _)| (to, "*".to_owned())));
            for (to, name) in taken {
                // A file may use what a file above it in its own branch defines.
                if !sources[from].module.starts_with(&sources[to].module) {
                    graph.arrows.entry((from, to)).or_default().insert(name);
                }
            }
        }
        for names in graph.arrows.values_mut().filter(|names| names.len() > 1) {
            names.remove(MODULE);
        }
        graph
    }

    /// The file that defines what a path names, and the name there. `None` for other crates and for local names.
    fn resolve(&self, from: usize, path: &[String], depth: usize) -> Option<(usize, String)> {
        let mut module = self.sources[from].module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                module.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|part| part == "super") {
                    module.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                let child = [module.as_slice(), &[first.to_owned()]].concat();
                if !self.modules.contains_key(child.as_slice()) {
                    let whole = self.imports[from].named.get(first)?;
                    let whole = [whole.as_slice(), &path[1..]].concat();
                    return (depth < 9 && whole != path).then(|| self.resolve(from, &whole, depth + 1))?;
                }
            }
        }
        while let Some(name) = rest.first() {
            module.push(name.clone());
            if !self.modules.contains_key(module.as_slice()) {
                module.pop();
                let file = *self.modules.get(module.as_slice())?;
                return Some(self.passed_on(file, rest, depth).unwrap_or((file, name.clone())));
            }
            rest = &rest[1..];
        }
        Some((*self.modules.get(module.as_slice())?, MODULE.to_owned()))
    }

    /// The same where a file only passes a name on that it imports itself.
    fn passed_on(&self, file: usize, rest: &[String], depth: usize) -> Option<(usize, String)> {
        if depth > 9 {
            return None;
        }
        let own = &self.imports[file];
        if let Some(path) = own.named.get(&rest[0]) {
            return self.resolve(file, &[path.as_slice(), &rest[1..]].concat(), depth + 1);
        }
        let code = &self.sources[file].code;
        if own.globs.is_empty() || defines(code, &rest[0]) {
            return None;
        }
        own.globs.iter().find_map(|path| {
            let (to, _) = self.resolve(file, path, depth + 1)?;
            defines(&self.sources[to].code, &rest[0]).then(|| (to, rest[0].clone()))
        })
    }

    /// Groups of files that lead to each other, the largest first.
    pub fn circles(&self) -> Vec<Vec<usize>> {
        let reach: Vec<BTreeSet<usize>> = (0..self.sources.len()).map(|n| self.reached(n)).collect();
        let mut circles: BTreeSet<Vec<usize>> = BTreeSet::new();
        for (n, reached) in reach.iter().enumerate() {
            if reached.contains(&n) {
                circles.insert(reached.iter().copied().filter(|m| reach[*m].contains(&n)).collect());
            }
        }
        let mut circles: Vec<_> = circles.into_iter().collect();
        circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
        circles
    }

    fn reached(&self, from: usize) -> BTreeSet<usize> {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(file) = open.pop() {
            for ((_, to), _) in self.arrows.range((file, 0)..=(file, usize::MAX)) {
                if reached.insert(*to) {
                    open.push(*to);
                }
            }
        }
        reached
    }

    /// Circle by circle: its files, and the arrows that tie it.
    pub fn report(&self, circles: &[Vec<usize>]) -> String {
        let mut text = String::new();
        for (n, circle) in circles.iter().enumerate() {
            writeln!(text, "circle {}: {} files", n + 1, circle.len()).unwrap();
            for ((from, to), names) in &self.arrows {
                if circle.contains(from) && circle.contains(to) {
                    let (from, to) = (&self.sources[*from].path, &self.sources[*to].path);
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    writeln!(text, "  {from} -> {to}: {}", names.join(", ")).unwrap();
                }
            }
        }
        text
    }
}

fn defines(code: &str, name: &str) -> bool {
    let keywords = [
        "fn",
        "struct",
        "enum",
        "trait",
        "type",
        "const",
        "static",
        "macro_rules!",
    ];
    keywords.iter().any(|keyword| {
        code.split(&format!("{keyword} {name}"))
            .skip(1)
            .any(|after| !after.starts_with(is_word))
    })
}

fn read(code: &str) -> Imports {
    let mut imports = Imports {
        named: HashMap::new(),
        globs: Vec::new(),
        inline: Vec::new(),
    };
    let mut rest = code;
    while let Some(start) = rest.find(is_word) {
        let (before, found) = rest.split_at(start);
        let after_path = before.ends_with("::") || before.ends_with('.');
        let (word, after) = split_word(found);
        rest = after;
        if word == "use" && rest.starts_with(' ') {
            let (tree, after) = rest.split_once(';').unwrap_or((rest, ""));
            expand(&[], tree, &mut imports);
            rest = after;
            continue;
        }
        let mut path = vec![word.to_owned()];
        while let Some(next) = rest.strip_prefix("::").filter(|next| next.starts_with(is_word)) {
            let (word, after) = split_word(next);
            path.push(word.to_owned());
            rest = after;
        }
        if path.len() > 1 && !after_path {
            imports.inline.push(path);
        }
    }
    imports
}

/// Reads one tree of a `use`.
fn expand(before: &[String], tree: &str, imports: &mut Imports) {
    let tree = tree.trim();
    let (head, inside) = tree.split_once('{').map_or((tree, None), |(head, inside)| {
        (head, Some(inside.rsplit_once('}').map_or(inside, |(inside, _)| inside)))
    });
    let (head, alias) = head
        .split_once(" as ")
        .map_or((head, None), |(head, alias)| (head, Some(alias.trim())));
    let parts = head.split("::").map(str::trim).filter(|part| !part.is_empty());
    let mut path = before.to_vec();
    path.extend(parts.map(str::to_owned));
    if let Some(inside) = inside {
        let mut depth = 0;
        let branches = inside.split(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        });
        for branch in branches.filter(|branch| !branch.trim().is_empty()) {
            expand(&path, branch, imports);
        }
        return;
    }
    match path.last().map(String::as_str) {
        Some("*") => {
            path.pop();
            imports.globs.push(path);
            return;
        }
        Some("self") if path.len() > 1 => {
            path.pop();
        }
        _ => {}
    }
    if let Some(name) = alias.or(path.last().map(String::as_str)) {
        // Traits that nobody names: each counts.
        let unnamed = format!("_{}", imports.named.len());
        let name = if name == "_" { unnamed } else { name.to_owned() };
        imports.named.insert(name, path);
    }
}

#[test]
fn imports_lead_to_the_file_that_defines_a_name_and_never_up_the_own_branch() {
    let source = |path: &str, code: &str| Source {
        path: path.to_owned(),
        module: path.split('/').map(str::to_owned).collect(),
        code: code.to_owned(),
    };
    let sources = [
        source(
            "a",
            "mod b; pub use b::B; use crate::c::{self, d::{D, E as F}}; struct A(F); fn f() { c::g() }",
        ),
        source("a/b", "use super::A; pub struct B(A);"),
        source("c", "pub mod d; fn g() { crate::a::B::new() }"),
        source("c/d", "fn d() { super::super::a::f() }"),
    ];
    let graph = Graph::of(&sources);
    // `c` takes nothing from its own `d`: it only passes it on.
    let expected = "circle 1: 2 files\n  a -> c/d: D, E\n  c/d -> a: f\n";
    assert_eq!(graph.report(&graph.circles()), expected);
    let all: Vec<_> = graph.arrows.keys().copied().collect();
    assert_eq!(all, [(0, 1), (0, 2), (0, 3), (2, 1), (3, 0)]);
}
