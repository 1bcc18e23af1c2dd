//! Which policy checks what, and that a request is checked once.

use crate::sample::call_reject::CallReject;
use crate::sample::everything::Everything;
use std::cell::Cell;
use zim_runtime::{ActionInfo, Checked, Credentials, Endpoint, Nonce, Params, Policy, Request, Stamp, Valid, Zim};

#[track_caller]
fn check(policy: Policy, change: impl FnOnce(&mut Everything), broken: &[&str]) {
    let mut request = Everything::valid();
    change(&mut request);
    let violations = policy.check(&request).err();
    let paths: Vec<_> = violations.iter().flatten().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, broken, "{policy:?}");
}

#[test]
fn raisable_limits_are_for_all_only() {
    let raised = |request: &mut Everything| {
        request.timeout = 601;
        request.title = "12345".into();
        request.user_ids = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    };
    check(Policy::All, raised, &["Title", "Timeout", "UserIds"]);
    check(Policy::Fixed, raised, &[]);
    check(Policy::None, raised, &[]);
}

#[test]
fn fixed_limits_are_for_all_and_fixed() {
    // The mark of one limit does not spread to the next: `min` and `unique` are fixed.
    let broken = |request: &mut Everything| {
        request.timeout = 0;
        request.user_ids = ["a", "b", "c", "c"].map(str::to_owned).to_vec();
    };
    check(Policy::All, broken, &["Timeout", "UserIds", "UserIds[3]"]);
    check(Policy::Fixed, broken, &["Timeout", "UserIds[3]"]);
    check(Policy::None, broken, &[]);
}

/// Counts how often its limits are checked.
struct Counting {
    inner: Valid<CallReject>,
    checks: Cell<u32>,
}

impl Request for Counting {
    fn info(&self) -> &'static ActionInfo {
        self.inner.info()
    }

    fn checked(&self) -> Checked {
        self.inner.checked()
    }

    fn visit(&self, p: &mut Params<'_>) {
        self.checks.set(self.checks.get() + u32::from(p.is_checking()));
        self.inner.visit(p);
    }
}

#[track_caller]
fn check_count(built: Policy, sent: Policy, checks: u32) {
    let inner = CallReject::unchecked("u", "1", None).build_with(built).unwrap();
    let request = Counting { inner, checks: Cell::new(0) };
    let zim = Zim::new(Credentials::new(1, "secret"), Endpoint::https("zim-api.zego.im")).with_policy(sent);
    zim.encode(&request, &Stamp::new(Nonce::from_bytes([0; 8]), 0)).unwrap();
    assert_eq!(request.checks.get(), checks, "built with {built:?}, sent with {sent:?}");
}

#[test]
fn a_request_is_checked_again_only_by_a_stricter_policy() {
    use Policy::{All, Fixed, None};
    check_count(All, All, 0);
    check_count(All, Fixed, 0);
    check_count(All, None, 0);
    check_count(Fixed, All, 1);
    check_count(Fixed, Fixed, 0);
    check_count(None, All, 1);
    check_count(None, Fixed, 1);
    check_count(None, None, 0);
}

#[test]
fn a_valid_request_is_its_request_and_a_record() {
    let request = CallReject::unchecked("u", "1", None);
    assert!(!request.checked().covers(Policy::Fixed));
    let valid = Valid::new(request.clone()).unwrap();
    assert!(valid.checked().covers(Policy::All));
    assert_eq!(*valid, request);
    assert_eq!(valid.call_id, "1");
    assert_eq!(valid, request.clone().build_with(Policy::None).unwrap());
    assert_ne!(valid, CallReject::unchecked("u", "2", None).build_with(Policy::None).unwrap());
    assert_eq!(format!("{valid:?}"), format!("{request:?}"));
    assert_eq!(valid.into_inner(), request);
    assert!(Valid::new(CallReject::unchecked("", "1", None)).is_err());
}
