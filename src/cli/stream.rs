//! `copydesk stream`: JSON Lines in, JSON Lines out, in order, in bounded memory.

use super::args::StreamArgs;
use super::config::Config;
use super::config_file;
use super::policy;
use super::selection;
use crate::desk::{Desk, Family, Options, TextInput};
use crate::document::Format;
use crate::error::{Error, Result};
use crate::language::Lang;
use crate::outcome::exceptions::Exceptions;
use crate::outcome::report::record::{self, AlignmentRecord, FindingRecord, SCHEMA};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};

/// Records under way per thread: what bounds the memory.
const IN_FLIGHT_PER_THREAD: usize = 8;
/// Longest accepted input line in bytes; a longer one is answered with an error.
const MAX_LINE: usize = 64 << 20;

/// What the configuration says for every record.
struct House {
    options: Options,
    exceptions: Exceptions,
}

pub(super) fn run(args: &StreamArgs) -> Result<ExitCode> {
    let config = match &args.config {
        Some(path) => config_file::read(path)?,
        None => Config::default(),
    };
    let house = House {
        options: selection::options(&args.rules, &config)?,
        exceptions: policy::exceptions(&config),
    };
    let threads = args
        .threads
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
        .max(1);
    let failed = if threads == 1 {
        sequential(args, &house)
    } else {
        parallel(args, &house, threads)
    };
    match failed {
        Ok(failed) => Ok(ExitCode::from(if args.strict && failed { 2 } else { 0 })),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Error::new(format!("stream: {error}"))),
    }
}

/// One thread, in turn; says whether any record could not be read.
fn sequential(args: &StreamArgs, house: &House) -> std::io::Result<bool> {
    let mut input = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut failed = false;
    let mut desk = Desk::new(&house.options);
    while let Some(line) = read_line(&mut input)? {
        let answer = answer(&line, args, house, &mut desk);
        failed |= answer.failed;
        out.write_all(&answer.bytes)?;
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(failed)
}

/// Several threads: a reader, the workers, and this one writing the answers in order.
fn parallel(args: &StreamArgs, house: &House, threads: usize) -> std::io::Result<bool> {
    let limit = threads * IN_FLIGHT_PER_THREAD;
    let (work, jobs) = sync_channel::<(usize, Line)>(limit);
    let jobs = Mutex::new(jobs);
    let (done, answers) = channel::<(usize, Answer)>();
    // A permit is taken for every record read and given back when its answer is written.
    let (give_back, permits) = channel::<()>();
    for _ in 0..limit {
        let _ = give_back.send(());
    }
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || read_all(&work, &permits));
        for _ in 0..threads {
            let done = done.clone();
            let jobs = &jobs;
            scope.spawn(move || work_off(jobs, &done, args, house));
        }
        drop(done);
        let written = write_in_order(&answers, &give_back);
        drop(answers);
        drop(give_back);
        let read = reader.join().unwrap_or(Ok(()));
        written.and_then(|failed| read.map(|()| failed))
    })
}

fn read_all(work: &SyncSender<(usize, Line)>, permits: &Receiver<()>) -> std::io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, std::io::stdin());
    let mut index = 0;
    while let Some(line) = read_line(&mut input)? {
        if permits.recv().is_err() || work.send((index, line)).is_err() {
            break;
        }
        index += 1;
    }
    Ok(())
}

fn work_off(
    jobs: &Mutex<Receiver<(usize, Line)>>,
    done: &Sender<(usize, Answer)>,
    args: &StreamArgs,
    house: &House,
) {
    let mut desk = Desk::new(&house.options);
    loop {
        let job = match jobs.lock() {
            Ok(jobs) => jobs.recv(),
            Err(_) => return,
        };
        let Ok((index, line)) = job else { return };
        if done
            .send((index, answer(&line, args, house, &mut desk)))
            .is_err()
        {
            return;
        }
    }
}

fn write_in_order(
    answers: &Receiver<(usize, Answer)>,
    give_back: &Sender<()>,
) -> std::io::Result<bool> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut waiting: BTreeMap<usize, Answer> = BTreeMap::new();
    let mut next = 0;
    let mut failed = false;
    while let Ok((index, answer)) = answers.recv() {
        waiting.insert(index, answer);
        while let Some(answer) = waiting.remove(&next) {
            failed |= answer.failed;
            out.write_all(&answer.bytes)?;
            let _ = give_back.send(());
            next += 1;
        }
        if waiting.is_empty() {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(failed)
}

/// One line of input, or that it was too long.
enum Line {
    Bytes(Vec<u8>),
    TooLong,
}

fn read_line(input: &mut impl BufRead) -> std::io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let mut too_long = false;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            let nothing = bytes.is_empty() && !too_long;
            return Ok(if nothing {
                None
            } else {
                Some(line(bytes, too_long))
            });
        }
        let end = memchr::memchr(b'\n', chunk);
        let take = end.unwrap_or(chunk.len());
        too_long |= bytes.len() + take > MAX_LINE;
        if too_long {
            bytes.clear();
        } else {
            bytes.extend_from_slice(&chunk[..take]);
        }
        input.consume(end.map_or(take, |end| end + 1));
        if end.is_some() {
            return Ok(Some(line(bytes, too_long)));
        }
    }
}

fn line(bytes: Vec<u8>, too_long: bool) -> Line {
    if too_long {
        Line::TooLong
    } else {
        Line::Bytes(bytes)
    }
}

/// One line of output with its line break.
struct Answer {
    bytes: Vec<u8>,
    failed: bool,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    source: Option<Text>,
    #[serde(default)]
    versions: Vec<Text>,
}

#[derive(Deserialize)]
struct Text {
    #[serde(default)]
    lang: Option<String>,
    text: Arc<str>,
}

#[derive(Serialize)]
struct Reply<'a> {
    schema: u32,
    id: &'a Value,
    findings: Vec<FindingRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alignments: Option<Vec<AlignmentRecord>>,
}

#[derive(Serialize)]
struct Refusal<'a> {
    schema: u32,
    id: &'a Value,
    error: String,
}

fn answer(line: &Line, args: &StreamArgs, house: &House, desk: &mut Desk<'_>) -> Answer {
    let bytes = match line {
        Line::Bytes(bytes) => bytes,
        Line::TooLong => {
            return refuse(
                &Value::Null,
                format!("the record is longer than {} MiB", MAX_LINE >> 20),
            );
        }
    };
    let record: Record = match serde_json::from_slice(bytes) {
        Ok(record) => record,
        Err(error) => {
            let id = serde_json::from_slice::<Value>(bytes)
                .ok()
                .and_then(|v| v.get("id").cloned())
                .unwrap_or_default();
            return refuse(&id, format!("the record cannot be read: {error}"));
        }
    };
    let Some(format) = record
        .format
        .as_deref()
        .map_or(Some(Format::Text), Format::from_name)
        .filter(|f| *f != Format::Lines)
    else {
        let name = record.format.unwrap_or_default();
        return refuse(
            &record.id,
            format!("unknown format `{name}`: text, markdown or html"),
        );
    };
    if record.source.is_none() && record.versions.is_empty() {
        return refuse(
            &record.id,
            "the record has neither a source nor a version".to_owned(),
        );
    }
    let input = |t: Text| TextInput {
        text: t.text,
        format,
        lang: t.lang.as_deref().and_then(Lang::from_tag),
    };
    let family = Family {
        source: record.source.map(input),
        versions: record.versions.into_iter().map(input).collect(),
    };
    let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| desk.check(&family)));
    let Ok(mut report) = checked else {
        return refuse(
            &record.id,
            "the record made the program fail; please report it with the text".to_owned(),
        );
    };
    if !house.exceptions.is_empty() {
        let id = record
            .id
            .as_str()
            .map_or_else(|| record.id.to_string(), str::to_owned);
        // What was used is counted for each record alone, so that threads share nothing.
        let mut exceptions = house.exceptions.clone();
        exceptions.apply(&id, &mut report, |f| Some(f.severity));
    }
    let reply = Reply {
        schema: SCHEMA,
        id: &record.id,
        findings: record::findings(&report, |_| None),
        alignments: args.alignment.then(|| record::alignments(&report)),
    };
    Answer {
        bytes: to_line(&reply),
        failed: false,
    }
}

fn refuse(id: &Value, error: String) -> Answer {
    Answer {
        bytes: to_line(&Refusal {
            schema: SCHEMA,
            id,
            error,
        }),
        failed: true,
    }
}

fn to_line(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
