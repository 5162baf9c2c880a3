//! Rates measured on real HAProxy.
