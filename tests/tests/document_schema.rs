//! docs/document.schema.json and the document's type say the same, both ways. It must not know single fields.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use playground::document::{self, Document};
use serde_json::{Map, Value, json};

const SCHEMA: &str = include_str!("../../docs/document.schema.json");
const FORMAT: &str = include_str!("../../docs/document-format.md");

/// What the schema says of a place, by keyword. An unknown keyword fails, so that none is passed over.
struct Schema(Value);

impl Schema {
    fn read() -> Self {
        Self(serde_json::from_str(SCHEMA).unwrap())
    }

    fn resolve<'a>(&'a self, at: &'a Value) -> &'a Value {
        match at["$ref"].as_str() {
            Some(name) => &self.0["$defs"][name.strip_prefix("#/$defs/").unwrap()],
            None => at,
        }
    }

    /// What is wrong with `value`, each with its path.
    fn problems(&self, at: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
        let at = self.resolve(at);
        for (keyword, wanted) in at.as_object().unwrap() {
            let good = match keyword.as_str() {
                "const" => wanted == value,
                "enum" => wanted.as_array().unwrap().contains(value),
                "type" => types(wanted).iter().any(|it| is(it, value)),
                "minimum" => value.as_f64().is_none_or(|it| it >= wanted.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|it| it <= wanted.as_f64().unwrap()),
                "minLength" => value.as_str().is_none_or(|it| it.len() as u64 >= wanted.as_u64().unwrap()),
                "maxLength" => value.as_str().is_none_or(|it| it.len() as u64 <= wanted.as_u64().unwrap()),
                "minItems" => value.as_array().is_none_or(|it| it.len() as u64 >= wanted.as_u64().unwrap()),
                "maxItems" => value.as_array().is_none_or(|it| it.len() as u64 <= wanted.as_u64().unwrap()),
                "minProperties" => value.as_object().is_none_or(|it| !it.is_empty()),
                "maxProperties" => {
                    value.as_object().is_none_or(|it| it.len() as u64 <= wanted.as_u64().unwrap())
                }
                "required" => {
                    let names = wanted.as_array().unwrap();
                    names.iter().all(|it| value.get(it.as_str().unwrap()).is_some())
                }
                "items"
                | "properties"
                | "additionalProperties"
                | "$schema"
                | "$id"
                | "$defs"
                | "$ref"
                | "title"
                | "description"
                | "default"
                | "pattern" => true,
                other => panic!("keyword {other:?} is not checked here"),
            };
            if !good {
                found.push(format!("{path}: {keyword} {wanted} does not allow {value}"));
            }
        }
        for (idx, it) in value.as_array().into_iter().flatten().enumerate() {
            self.problems(&at["items"], it, &format!("{path}[{idx}]"), found);
        }
        for (name, it) in value.as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            match (at["properties"].get(name), &at["additionalProperties"]) {
                (Some(schema), _) | (None, schema @ Value::Object(_)) => {
                    self.problems(schema, it, &path, found)
                }
                _ => found.push(format!("{path}: the schema has no such key")),
            }
        }
    }

    /// A value with everything that the schema allows at this place, and nothing at its default.
    fn full(&self, at: &Value) -> Value {
        let default = &at["default"];
        let at = self.resolve(at);
        if !at["const"].is_null() {
            return at["const"].clone();
        }
        if let Some(all) = at["enum"].as_array() {
            return all.iter().find(|it| *it != &at["default"]).unwrap().clone();
        }
        match types(&at["type"])[0] {
            "object" => {
                let mut map: Map<String, Value> = at["properties"]
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(name, it)| (name.clone(), self.full(it)))
                    .collect();
                if at["additionalProperties"].is_object() {
                    map.insert("key".to_owned(), self.full(&at["additionalProperties"]));
                }
                Value::Object(map)
            }
            "array" => {
                let len = at["minItems"].as_u64().unwrap_or(1);
                (0..len).map(|_| self.full(&at["items"])).collect()
            }
            "string" => match at["pattern"].as_str() {
                Some(pattern) if pattern.ends_with("Z$") => json!("2026-03-02T12:00:00Z"),
                Some(_) => json!("15s"),
                None => json!("text"),
            },
            "boolean" => json!(default != &json!(true)),
            _ => json!(2),
        }
    }
}

fn types(wanted: &Value) -> Vec<&str> {
    match wanted {
        Value::String(one) => vec![one],
        several => several.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
    }
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("type {other:?}"),
    }
}

/// What a file of the document holds, for any reader of YAML.
fn written(document: &Document) -> Value {
    serde_yaml_ng::from_str(&document::write(document)).unwrap()
}

fn assert_valid(document: &Document, what: &str) {
    let schema = Schema::read();
    let mut found = Vec::new();
    schema.problems(&schema.0, &written(document), what, &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// JSON is YAML. All that the schema allows is read, and all that is written then, the schema allows.
#[test]
fn schema_and_type_have_the_same_keys() {
    let schema = Schema::read();
    let full = schema.full(&schema.0);
    let document = document::read(&full.to_string()).unwrap();
    assert_valid(&document, "full");
    let written = written(&document);
    let mut lost = Vec::new();
    compare(&full, &written, "", &mut lost);
    assert!(lost.is_empty(), "not written back: {}", lost.join(", "));
}

fn compare(left: &Value, right: &Value, path: &str, lost: &mut Vec<String>) {
    for (name, it) in left.as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        match right.get(name) {
            Some(other) => compare(it, other, &path, lost),
            None => lost.push(path),
        }
    }
    for (idx, it) in left.as_array().into_iter().flatten().enumerate() {
        compare(it, &right[idx], &format!("{path}[{idx}]"), lost);
    }
}

#[test]
fn what_the_catalogue_bundles_is_valid() {
    assert_valid(&playground::bundled::default_document(), "default");
    for alert in catalogue::alerts() {
        assert_valid(&playground::bundled::alert_document(alert.id).unwrap(), alert.id);
    }
}

#[test]
fn exercises_are_valid() {
    use playground::bundled;
    for name in catalogue::exercises() {
        let exercise = bundled::exercise(name).unwrap();
        assert_valid(&bundled::exercise_start(&exercise, "").unwrap(), name);
        assert_valid(&bundled::exercise_start(&exercise, name).unwrap(), name);
    }
}

// The tables of docs/exercise-format.md have a row for every key, and its example is an exercise.
#[test]
fn the_documentation_of_exercises_has_every_key() {
    let page = include_str!("../../docs/exercise-format.md");
    let schema = Schema::read();
    for part in ["exercise", "start", "goal", "answer"] {
        for key in schema.0["$defs"][part]["properties"].as_object().unwrap().keys() {
            assert!(page.lines().any(|it| it.starts_with(&format!("| `{key}` |"))), "{part}: {key}");
        }
    }
    let example = page.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let exercise = playground::exercise::read(example).unwrap();
    assert_valid(&playground::bundled::exercise_start(&exercise, "").unwrap(), "example");
}

#[test]
fn the_example_of_the_documentation_is_valid_and_read() {
    let example = FORMAT.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    assert_valid(&document::read(example).unwrap(), "example");
    let laboratory = include_str!("../../docs/examples/laboratory.yml");
    assert_valid(&document::read(laboratory).unwrap(), "laboratory");
}

#[test]
fn a_wrong_document_is_refused_by_both() {
    let schema = Schema::read();
    for (path, wrong) in [("/version", json!("1")), ("/scenario/seed", json!("x")), ("/rulez", json!([]))] {
        let mut full = schema.full(&schema.0);
        match full.pointer_mut(path) {
            Some(place) => *place = wrong,
            None => {
                full.as_object_mut().unwrap().insert(path.trim_matches('/').to_owned(), wrong);
            }
        }
        let mut found = Vec::new();
        schema.problems(&schema.0, &full, "", &mut found);
        assert_eq!(found.len(), 1, "{path}: {found:?}");
        if path != "/version" {
            assert!(document::read(&full.to_string()).is_err(), "{path}");
        }
    }
}
