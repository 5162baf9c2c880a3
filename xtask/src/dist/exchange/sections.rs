//! The sections of a wasm module that name what goes in and out; all others stay as they are. WebAssembly Core Specification,
//! "Binary Format", sections "Modules" and "Values".

use crate::Outcome;

/// Magic number and version.
const HEAD: usize = 8;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

/// The module with each name of an import (its module's, its own) and of an export replaced by what `rename` makes of it.
pub(super) fn rename(module: &[u8], rename: &mut dyn FnMut(&str) -> String) -> Outcome<Vec<u8>> {
    let mut from = Reader(module);
    let mut out = from.take(HEAD)?.to_vec();
    while !from.0.is_empty() {
        let id = from.byte()?;
        let length = from.number()?;
        let content = from.take(length)?;
        let content = match id {
            IMPORTS => entries(content, 2, rename)?,
            EXPORTS => entries(content, 1, rename)?,
            _ => content.to_vec(),
        };
        out.push(id);
        write_number(&mut out, content.len());
        out.extend(content);
    }
    Ok(out)
}

/// The entries of a section: so many names, a kind, an index.
fn entries(content: &[u8], names: usize, rename: &mut dyn FnMut(&str) -> String) -> Outcome<Vec<u8>> {
    let (mut from, mut out) = (Reader(content), Vec::new());
    let count = from.number()?;
    write_number(&mut out, count);
    for _ in 0..count {
        for _ in 0..names {
            let length = from.number()?;
            let name = std::str::from_utf8(from.take(length)?).map_err(|_| "a name is not UTF-8")?;
            let name = rename(name);
            write_number(&mut out, name.len());
            out.extend(name.bytes());
        }
        let kind = from.byte()?;
        if names == 2 && kind != FUNCTION {
            return Err("it imports something that is no function".to_owned());
        }
        out.push(kind);
        write_number(&mut out, from.number()?);
    }
    if from.0.is_empty() { Ok(out) } else { Err("a section is longer than its entries".to_owned()) }
}

/// What is still to be read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Outcome<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or("it ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Outcome<u8> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned LEB128 number of 32 bits.
    fn number(&mut self) -> Outcome<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(value);
            }
        }
        Err("a number is too long".to_owned())
    }
}

fn write_number(out: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        out.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
