//! A short name for bytes: FNV-1a in 64 bits. For cache names and file names, never for trust.

/// The 64-bit FNV-1a hash of `bytes` as 16 hex digits (offset basis and prime as published by Fowler, Noll and Vo).
pub(crate) fn hex(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn known_values_of_fnv_1a() {
        assert_eq!(hex(b""), "cbf29ce484222325");
        assert_eq!(hex(b"a"), "af63dc4c8601ec8c");
        assert_eq!(hex(b"foobar"), "85944171f73967e8");
    }
}
