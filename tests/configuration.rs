//! Configuration: what counts over what, what is refused and how, and what each key does.

mod scratch;

use scratch::Folder;
use serde_json::Value;
use std::collections::BTreeSet;

const SOURCE: &str = "Mayor opens new bridge\n\nThe mayor of Oakford opened the bridge on Friday. Many people came to see it.\n\nIt cost 48 million euros and is 281 metres long.\n";
const GOOD: &str = "El alcalde inaugura un nuevo puente\n\nEl alcalde de Oakford inauguró el puente el viernes. Mucha gente acudió a verlo.\n\nCostó 48 millones de euros y mide 281 metros.\n";

/// A pair with one number wrong, below a configuration.
fn pair(name: &str, config: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("copydesk.toml", config);
    folder.write("bridge.en.txt", SOURCE);
    folder.write("bridge.es.txt", GOOD.replace("281", "218"));
    folder
}

/// Rule and severity of what `check` finds, with these arguments.
fn found(folder: &Folder, args: &[&str]) -> Vec<(String, String)> {
    let run = folder.copydesk(&[&["check", "--format", "jsonl"], args].concat());
    let lines = run.out();
    let findings = lines
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap());
    let pair = |f: Value| {
        let text = |key: &str| f[key].as_str().unwrap().to_owned();
        (text("rule"), text("severity"))
    };
    findings.map(pair).collect()
}

#[track_caller]
fn check(folder: &Folder, args: &[&str], expected: &[(&str, &str)]) {
    let found = found(folder, args);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(r, s)| (r.as_str(), s.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_command_line_counts_over_the_file_and_the_file_over_the_defaults() {
    let folder = pair(
        "precedence",
        "source = \"en\"\nfail-on = \"never\"\n[rules]\nnumber-mismatch = \"note\"\n",
    );
    check(&folder, &["."], &[("number-mismatch", "note")]);
    check(
        &folder,
        &[".", "--isolated", "--source", "en"],
        &[("number-mismatch", "error")],
    );
    folder.copydesk(&["check", "."]).expect(0);
    folder
        .copydesk(&["check", ".", "--fail-on", "note"])
        .expect(1);
    folder
        .copydesk(&["check", ".", "--isolated", "--source", "en"])
        .expect(1);
    check(&folder, &[".", "--ignore", "number-mismatch"], &[]);
    // What is asked for by name runs, though the file turns it off.
    folder.write(
        "copydesk.toml",
        "source = \"en\"\n[rules]\nfacts = \"off\"\n",
    );
    check(&folder, &["."], &[]);
    check(
        &folder,
        &[".", "--select", "number-mismatch"],
        &[("number-mismatch", "error")],
    );
    // A rule counts over its group.
    folder.write(
        "copydesk.toml",
        "source = \"en\"\n[rules]\nfacts = \"off\"\nnumber-mismatch = \"warning\"\n",
    );
    check(&folder, &["."], &[("number-mismatch", "warning")]);
    // The file given counts over the one that is near.
    let other = folder.write("other.toml", "source = \"en\"\n");
    check(
        &folder,
        &[".", "--config", &other.to_string_lossy()],
        &[("number-mismatch", "error")],
    );
    // The language on the command line counts over the one in the file.
    folder.write("copydesk.toml", "source = \"en\"\n");
    let run = folder.copydesk(&["check", ".", "--source", "es", "-f", "json"]);
    let report: Value = serde_json::from_str(&run.out()).unwrap();
    assert_eq!(report["families"][0]["source"]["lang"], "es");
}

#[test]
fn most_warnings_and_the_limit_count_for_each_house() {
    let folder = pair(
        "limits",
        "source = \"en\"\nmax-warnings = 1\n[rules]\nnumber-mismatch = \"warning\"\n",
    );
    folder.copydesk(&["check", "."]).expect(0);
    let strict = folder
        .copydesk(&["check", ".", "--max-warnings", "0"])
        .expect(1);
    assert!(
        strict.err().contains("1 warning; at most 0 allowed"),
        "{}",
        strict.err()
    );
    folder.write(
        "copydesk.toml",
        "source = \"en\"\nmax-warnings = 0\n[rules]\nnumber-mismatch = \"warning\"\n",
    );
    folder.copydesk(&["check", "."]).expect(1);
    folder.write("desk/copydesk.toml", "source = \"en\"\n");
    folder.write("desk/bridge.en.txt", SOURCE);
    folder.write("desk/bridge.es.txt", GOOD.replace("281", "218"));
    folder
        .copydesk(&["check", ".", "--max-warnings", "9"])
        .expect(1);
    folder.write(
        "desk/copydesk.toml",
        "source = \"en\"\nfail-on = \"never\"\n",
    );
    folder
        .copydesk(&["check", ".", "--max-warnings", "9"])
        .expect(0);
}

#[test]
fn the_nearest_file_upward_counts_for_each_article() {
    let folder = pair(
        "nearest",
        "source = \"en\"\n[rules]\nnumber-mismatch = \"warning\"\n",
    );
    folder.write(
        "desks/north/copydesk.toml",
        "source = \"es\"\npattern = [\"{lang}/{id}.txt\"]\nexclude = [\"*/old*\"]\n",
    );
    folder.write("desks/north/es/puente.txt", GOOD);
    folder.write("desks/north/en/puente.txt", SOURCE.replace("281", "218"));
    folder.write("desks/north/en/old.txt", "Old\n");
    folder.write("desks/south/tower.en.txt", SOURCE);
    folder.write("desks/south/tower.es.txt", GOOD.replace("48", "84"));
    let run = folder.copydesk(&["check", ".", "-f", "json"]);
    let report: Value = serde_json::from_str(&run.out()).unwrap();
    let families: Vec<(&str, &str, &str)> = report["families"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let severity = f["findings"][0]["severity"].as_str().unwrap();
            (
                f["id"].as_str().unwrap(),
                f["source"]["lang"].as_str().unwrap(),
                severity,
            )
        })
        .collect();
    assert_eq!(
        families,
        [
            ("bridge", "en", "warning"),
            ("desks/south/tower", "en", "warning"),
            ("puente", "es", "error")
        ]
    );
    // An article is called the same wherever the search begins.
    for (paths, id) in [
        (&["desks/south"][..], "desks/south/tower"),
        (
            &["desks/south/tower.en.txt", "desks/south/tower.es.txt"],
            "desks/south/tower",
        ),
        (
            &["desks/north/es/puente.txt", "desks/north/en/puente.txt"],
            "puente",
        ),
        (&["--family", "desks/north/en/puente.txt"], "puente"),
    ] {
        let run = folder.copydesk(&[&["check", "-f", "json"], paths].concat());
        let report: Value = serde_json::from_str(&run.out()).unwrap();
        assert_eq!(report["families"][0]["id"], id, "{paths:?}");
    }
}

#[test]
fn what_is_wrong_in_a_file_is_said_with_its_line_and_the_nearest_name() {
    for (text, message) in [
        (
            "sorce = \"en\"\n",
            "copydesk.toml:1:1: unknown key `sorce`; did you mean `source`?",
        ),
        (
            "source = \"en\"\n\n[keep]\nword = []\n",
            "copydesk.toml:4:1: unknown key `word`; did you mean `words`?",
        ),
        (
            "[rules]\nspacing = \"eror\"\n",
            "copydesk.toml:2:11: unknown value `eror`; did you mean `error`?",
        ),
        (
            "[rules]\n# x\nnumber-mismach = \"off\"\n",
            "copydesk.toml:3:1: unknown rule or group `number-mismach`; did you mean `number-mismatch`?",
        ),
        (
            "[[per-path]]\npath = \"a\"\nrules = { spacin = \"off\" }\n",
            "copydesk.toml:3:11: unknown rule or group `spacin`; did you mean `spacing`?",
        ),
        (
            "source = \"xx\"\n",
            "copydesk.toml:1:1: unknown language `xx`; known are ",
        ),
        (
            "pattern = [\"{id}.txt\"]\n",
            "copydesk.toml:1:12: \"{id}.txt\" has no {lang}",
        ),
        (
            "pattern = [\"{id}.{lng}.txt\"]\n",
            "`{lng}` is none of {lang}, {id} and {ext}",
        ),
        (
            "fail-on = \"errors\"\n",
            "copydesk.toml:1:1: fail-on = \"errors\" is none of error, warning, note or never",
        ),
        (
            "cuts = \"allow\"\n",
            "unknown value `allow`; did you mean `allowed`?",
        ),
        (
            "[quotes]\nde = \"„\"\n",
            "copydesk.toml:2:1: \"„\" is no pair of quotation marks",
        ),
        (
            "[phrases.en]\nrelatd = []\n",
            "copydesk.toml:2:1: unknown key `relatd`; did you mean `related`?",
        ),
        (
            "[phrases.klingon]\nrelated = []\n",
            "unknown language `klingon`",
        ),
        (
            "[[stet]]\nrule = \"spacing\"\nreason = \" \"\n",
            "copydesk.toml:3:1: a [[stet]] for spacing needs a reason",
        ),
        ("[[stet]]\nrule = \"spacing\"\n", "missing field `reason`"),
        (
            "[[stet]]\nrule = \"punctuation\"\nreason = \"x\"\n",
            "copydesk.toml:2:1: `punctuation` is a group, not a rule",
        ),
        (
            "exclude = [\"a[\"]\n",
            "copydesk.toml:1:12: error parsing glob",
        ),
        ("source = \n", "copydesk.toml:1:"),
    ] {
        let folder = pair("wrong", text);
        let run = folder.copydesk(&["check", "."]).expect(2);
        assert!(
            run.err().starts_with("copydesk: ") && run.err().contains(message),
            "{text}: {}",
            run.err()
        );
    }
    let folder = pair("missing-config", "");
    let run = folder
        .copydesk(&["check", ".", "--config", "none.toml"])
        .expect(2);
    assert!(
        run.err().contains("none.toml: cannot be read"),
        "{}",
        run.err()
    );
}

#[test]
fn labels_of_the_outlet_are_found_like_those_of_the_language() {
    let own = "Mehr aus der Inselpost: Ein Dorf zieht um";
    let text = |label: &str| {
        format!("{label}\n\nDie Brücke ist 281 Meter lang und kostete 48 Millionen Euro.\n")
    };
    let folder = Folder::new("phrases");
    folder.write("copydesk.toml", "source = \"en\"\n");
    folder.write(
        "a.de.txt",
        text("Der Bürgermeister kam am Freitag.") + "\n" + own + "\n",
    );
    folder.write(
        "b.de.txt",
        text("Der Bürgermeister kam am Freitag.") + "\nInselpost Plus\n",
    );
    let loud = |folder: &Folder| -> Vec<String> {
        let found = found(folder, &["."]).into_iter().filter(|f| f.1 != "note");
        found.map(|f| f.0).collect()
    };
    assert_eq!(loud(&folder), [""; 0]);
    folder.write("copydesk.toml", "source = \"en\"\n[phrases.de]\nrelated = [\"Mehr aus der Inselpost\"]\n[phrases.any]\nadvert = [\"Inselpost Plus\"]\n");
    assert_eq!(loud(&folder), ["related-link", "page-furniture"]);
    folder.write(
        "copydesk.toml",
        "source = \"en\"\n[phrases.fr]\nrelated = [\"Mehr aus der Inselpost\"]\n",
    );
    assert_eq!(loud(&folder), [""; 0]);
}

#[test]
fn the_marks_of_the_house_are_looked_for_and_offered() {
    let folder = Folder::new("quotes");
    let text = "„Wir kommen“, sagte er. »Morgen«, fügte er hinzu.\n";
    folder.write("copydesk.toml", "source = \"en\"\n");
    folder.write("a.de.txt", text);
    assert_eq!(
        found(&folder, &["."]),
        [("mixed-quote-style".to_owned(), "note".to_owned())]
    );
    folder.write(
        "copydesk.toml",
        "source = \"en\"\n[quotes]\nde = \"»«\"\n[rules]\nmixed-quote-style = \"warning\"\n",
    );
    let shown = folder.copydesk(&["check", "."]).out();
    assert!(shown.contains("The house sets »«"), "{shown}");
    folder
        .copydesk(&["fix", ".", "--unsafe-fixes", "--fail-on", "warning"])
        .expect(0);
    assert_eq!(
        folder.read("a.de.txt"),
        "»Wir kommen«, sagte er. »Morgen«, fügte er hinzu.\n"
    );
    // French marks take their spaces along.
    folder.write("b.fr.txt", "“Nous venons”, dit-il.\n");
    folder.write("copydesk.toml", "source = \"en\"\n[quotes]\nfr = \"«»\"\n");
    folder
        .copydesk(&["fix", ".", "--unsafe-fixes", "--rule", "mixed-quote-style"])
        .expect(0);
    assert_eq!(
        folder.read("b.fr.txt"),
        "«\u{a0}Nous venons\u{a0}», dit-il.\n"
    );
}

#[test]
fn cuts_that_are_allowed_are_notes() {
    let folder = Folder::new("cuts");
    folder.write("copydesk.toml", "source = \"en\"\n");
    folder.write("bridge.en.txt", SOURCE);
    folder.write(
        "bridge.es.txt",
        GOOD.replace(" Mucha gente acudió a verlo.", ""),
    );
    check(&folder, &["."], &[("dropped-sentence", "error")]);
    folder.write("copydesk.toml", "source = \"en\"\ncuts = \"allowed\"\n");
    check(&folder, &["."], &[("dropped-sentence", "note")]);
    // A rule's own level counts over it.
    folder.write(
        "copydesk.toml",
        "source = \"en\"\ncuts = \"allowed\"\n[rules]\ndropped-sentence = \"warning\"\n",
    );
    check(&folder, &["."], &[("dropped-sentence", "warning")]);
}

#[test]
fn terms_that_change_by_design_are_right_there_and_nowhere_else() {
    let folder = Folder::new("terms");
    let source = "Talks in Kyiv end late\n\nAnna Keller met the minister in Kyiv on Friday. The talks went on until midnight.\n\nOn Saturday she flew from Kyiv to Prague, where Peter Novak waited for her.\n";
    let version = "Gespräche in Warschau enden spät\n\nAnna Keller traf den Minister am Freitag in Warschau. Die Gespräche dauerten bis Mitternacht.\n\nAm Samstag flog sie von Warschau nach Prag, wo Peter Novak auf sie wartete.\n";
    folder.write("talks.en.txt", source);
    folder.write("talks.de.txt", version);
    let wrong = [("place-mismatch", "error"); 3];
    for (terms, expected) in [
        ("", &wrong[..]),
        ("[terms]\n\"Kyiv\" = [\"Warschau\"]\n", &[]),
        ("[terms]\n\"kyiv\" = [\"Lwiw\", \"warschau\"]\n", &[]),
        ("[terms]\n\"Prague\" = [\"Warschau\"]\n", &wrong),
        ("[terms]\n\"Kyiv\" = [\"Lwiw\"]\n", &wrong),
    ] {
        folder.write("copydesk.toml", format!("source = \"en\"\n{terms}"));
        check(&folder, &["."], expected);
    }
}

#[test]
fn words_of_the_house_stay_as_they_are() {
    let folder = Folder::new("keep");
    folder.write(
        "board.de.txt",
        "Die Firma Яndex teilte am Montag mit, dass Peter Novak in den Vorstand eintritt.\n",
    );
    for (keep, expected) in [
        ("", &[("mixed-script-word", "error")][..]),
        ("[keep]\nwords = [\"Яndex\"]\n", &[]),
        (
            "[keep]\nwords = [\"Yandex\"]\n",
            &[("mixed-script-word", "error")],
        ),
    ] {
        folder.write("copydesk.toml", format!("source = \"en\"\n{keep}"));
        check(&folder, &["."], expected);
    }
}

#[test]
fn levels_by_path_and_exceptions_of_the_file() {
    let folder = pair(
        "per-path",
        "source = \"en\"\n[[per-path]]\npath = \"live/**\"\nrules = { facts = \"off\" }\n",
    );
    folder.write("live/bridge.en.txt", SOURCE);
    folder.write("live/bridge.es.txt", GOOD.replace("281", "218"));
    check(&folder, &["."], &[("number-mismatch", "error")]);
    let config = "source = \"en\"\nexclude = [\"live/**\"]\n[[stet]]\nlang = \"es\"\nrule = \"number-mismatch\"\ntext = \"218\"\nreason = \"measured anew\"\n";
    folder.write("copydesk.toml", config);
    check(&folder, &["."], &[]);
    // A stet for another language or other words lets nothing stand.
    for (from, to) in [
        ("\"es\"", "\"fr\""),
        ("\"218\"", "\"999\""),
        ("rule = ", "family = \"tower\"\nrule = "),
    ] {
        folder.write("copydesk.toml", config.replace(from, to));
        assert!(
            found(&folder, &["."]).contains(&("number-mismatch".into(), "error".into())),
            "{to}"
        );
    }
}

#[test]
fn a_stet_of_the_configuration_that_nothing_needs_is_reported() {
    let folder = Folder::new("unused");
    folder.write("bridge.en.txt", SOURCE);
    folder.write("bridge.es.txt", GOOD);
    folder.write("copydesk.toml", "source = \"en\"\n[[stet]]\nfamily = \"bridge\"\nlang = \"es\"\nrule = \"number-mismatch\"\nreason = \"measured anew\"\n");
    check(&folder, &["."], &[("unused-stet", "warning")]);
    // Not where its rule did not run.
    check(&folder, &[".", "--ignore", "facts"], &[]);
    folder.write(
        "copydesk.toml",
        "source = \"en\"\n[[stet]]\nrule = \"number-mismatch\"\nreason = \"measured anew\"\n",
    );
    let run = folder.copydesk(&["check", "."]).expect(0);
    assert!(
        run.err()
            .contains("unused [[stet]] for number-mismatch (measured anew)"),
        "{}",
        run.err()
    );
}

#[test]
fn config_shows_what_counts_and_can_be_read_again() {
    let text = "source = \"en\"\n\n[rules]\nfacts = \"warning\"\nspacing = \"off\"\n\n[keep]\nwords = [\"O'Hara \\\"x\\\"\"]\n\n[terms]\n\"Kiev\" = [\"Kyiv\"]\n\n[phrases.pt-BR]\nread-time = [\"min de leitura\"]\n\n[quotes]\nde = \"»«\"\n\n[[per-path]]\npath = \"a/**\"\nrules = { facts = \"off\" }\n\n[[stet]]\nrule = \"spacing\"\nreason = \"as printed\"\n";
    let folder = pair("show", text);
    let shown = folder.copydesk(&["config"]).expect(0).out();
    for line in [
        "source = \"en\"  # copydesk.toml:1",
        "fail-on = \"error\"  # default",
        "cuts = \"reported\"  # default",
        "number-mismatch = \"warning\"  # copydesk.toml:4",
        "spacing = \"off\"  # copydesk.toml:5",
        "html-entity = \"error\"  # default",
        "Kiev = [\"Kyiv\"]  # copydesk.toml:11",
        "[phrases.pt-BR]",
        "read-time = [\"min de leitura\"]  # copydesk.toml:14",
        "de = \"»«\"  # copydesk.toml:17",
        "rules = { facts = \"off\" }  # copydesk.toml:21",
        "reason = \"as printed\"  # copydesk.toml:25",
    ] {
        assert!(shown.lines().any(|l| l == line), "{line}\n{shown}");
    }
    // What is shown is a configuration with the same values.
    let strip = |text: &str| -> Vec<String> {
        text.lines()
            .map(|l| l.split("  # ").next().unwrap().to_owned())
            .skip(1)
            .collect()
    };
    folder.write("copydesk.toml", &shown);
    let again = folder.copydesk(&["config"]).expect(0).out();
    assert_eq!(strip(&again), strip(&shown));
    let bare = Folder::new("show-bare");
    let shown = bare.copydesk(&["config"]).expect(0).out();
    assert!(
        shown.starts_with("# no configuration file\n# source is not set\n"),
        "{shown}"
    );
}

#[test]
fn init_writes_what_it_finds_and_what_it_writes_works() {
    let folder = Folder::new("init");
    folder.write("content/en/bridge.md", SOURCE);
    folder.write("content/es/bridge.md", GOOD.replace("281", "218"));
    folder.write("content/es/tower.md", GOOD);
    folder.write("README.md", "# A newsroom\n");
    let run = folder.copydesk(&["init"]).expect(0);
    assert!(
        run.out()
            .contains("Found 1 article in several languages: en (1), es (2)."),
        "{}",
        run.out()
    );
    let text = folder.read("copydesk.toml");
    assert!(
        text.contains("pattern = [\"content/{lang}/{id}.{ext}\"]")
            && text.contains("source = \"es\""),
        "{text}"
    );
    folder.copydesk(&["init"]).expect(2);
    folder.write(
        "copydesk.toml",
        text.replace("source = \"es\"", "source = \"en\""),
    );
    check(&folder, &["."], &[("number-mismatch", "error")]);
    // Every commented example is right, too.
    let uncommented: String = text
        .lines()
        .map(|l| {
            l.strip_prefix("# ")
                .filter(|l| l.contains(" = ") || l.starts_with('['))
                .unwrap_or(l)
        })
        .filter(|l| !l.starts_with("The ") && !l.starts_with("Names that"))
        .fold(String::new(), |all, l| all + l + "\n");
    folder.write("copydesk.toml", &uncommented);
    let shown = folder.copydesk(&["config"]).expect(0).out();
    for key in [
        "max-warnings = 20",
        "related = [\"From our archive\"]",
        "de = \"»«›‹\"",
        "text = \"281\"",
    ] {
        assert!(shown.contains(key), "{key}\n{shown}");
    }
    folder.copydesk(&["init", "--force"]).expect(0);
    folder.copydesk(&["init", "nowhere"]).expect(2);
}

/// The keys that the program says it knows under a table, asked with one that it does not.
fn known(table: &str) -> BTreeSet<String> {
    let folder = Folder::new("known-keys");
    folder.write("copydesk.toml", format!("{table}\nqqqqqqqqqqqqqqqq = 1\n"));
    let said = folder.copydesk(&["config"]).expect(2).err();
    let list = said
        .split("known are ")
        .nth(1)
        .unwrap_or_else(|| panic!("{said}"));
    list.trim().split(", ").map(str::to_owned).collect()
}

#[test]
fn the_schema_knows_the_keys_that_the_program_knows() {
    let schema = Folder::new("schema")
        .copydesk(&["config", "--schema"])
        .expect(0)
        .out();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let keys = |at: &str| -> BTreeSet<String> {
        let at = schema.pointer(at).unwrap_or_else(|| panic!("{at}"));
        assert_eq!(at["additionalProperties"], false);
        at["properties"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(keys(""), known(""));
    assert_eq!(keys("/properties/keep"), known("[keep]\nwords = []"));
    assert_eq!(keys("/$defs/labels"), known("[phrases.en]"));
    assert_eq!(keys("/properties/per-path/items"), known("[[per-path]]"));
    assert_eq!(keys("/properties/stet/items"), known("[[stet]]"));
    let strings = |at: &str| -> BTreeSet<String> {
        let list = schema.pointer(at).unwrap().as_array().unwrap();
        list.iter()
            .map(|v| v.as_str().unwrap().to_owned())
            .collect()
    };
    let rules = Folder::new("schema-rules")
        .copydesk(&["rules", "--format", "json"])
        .expect(0)
        .out();
    let rules: Vec<Value> = serde_json::from_str(&rules).unwrap();
    let names: BTreeSet<String> = rules
        .iter()
        .map(|r| r["name"].as_str().unwrap().to_owned())
        .collect();
    let groups = copydesk::rules::Group::ALL.map(|g| g.name().to_owned());
    assert_eq!(
        strings("/properties/stet/items/properties/rule/enum"),
        names
    );
    assert_eq!(
        strings("/$defs/levels/propertyNames/enum"),
        names.into_iter().chain(groups).collect()
    );
}
