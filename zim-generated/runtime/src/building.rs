//! What every request and every struct in one has alike, and is not worth reading twice: a method for each optional
//! parameter, `build`, and `Debug` where something is not to be shown.

/// `request! { CallReject, hidden: extended_data(text) = "ExtendedData" }` gives a request `build` and a setter for
/// each optional parameter, by what it takes: `text`, `texts`, `list T`, or a type. With `hidden` there is a `Debug`
/// that shows nothing sensitive.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ($name:ident, hidden $(: $($setters:tt)*)?) => {
        $crate::__request! { $name $(: $($setters)*)? }
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::fmt_params(self, ::std::stringify!($name), f)
            }
        }
    };
    ($name:ident $(: $($setters:tt)*)?) => {
        impl Eq for $name {}

        impl $name {
            $($crate::__setters! { $($setters)* })?

            /// Checks every documented limit; the error lists all that are broken.
            #[inline]
            pub fn build(self) -> ::std::result::Result<$crate::Valid<Self>, $crate::Violations> {
                $crate::Valid::new(self)
            }
        }
    };
}

/// `part! { TextBody, hidden: extended_data(text) = "ExtendedData" }` gives a struct inside requests its setters, and
/// with `hidden` a `Debug` that shows nothing sensitive.
#[doc(hidden)]
#[macro_export]
macro_rules! __part {
    ($name:ident, hidden $(: $($setters:tt)*)?) => {
        $($crate::__part! { $name: $($setters)* })?
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::fmt_part(self, ::std::stringify!($name), f)
            }
        }
    };
    ($name:ident: $($setters:tt)*) => {
        impl $name {
            $crate::__setters! { $($setters)* }
        }
    };
}

/// A setter for each of `name(kind) = "WireName"`.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($($name:ident($($kind:tt)+) = $wire:literal),+ $(,)?) => {
        $($crate::__setters! { @ $name, $wire, $($kind)+ })+
    };
    (@ $name:ident, $wire:literal, text) => {
        $crate::__setters! { @ $name, $wire, impl ::std::convert::Into<::std::string::String>, $name.into() }
    };
    (@ $name:ident, $wire:literal, texts) => {
        $crate::__setters! {
            @ $name,
            $wire,
            impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<::std::string::String>>,
            $name.into_iter().map(::std::convert::Into::into).collect()
        }
    };
    (@ $name:ident, $wire:literal, list $item:ty) => {
        $crate::__setters! {
            @ $name, $wire, impl ::std::iter::IntoIterator<Item = $item>, $name.into_iter().collect()
        }
    };
    (@ $name:ident, $wire:literal, $value:ty) => {
        $crate::__setters! { @ $name, $wire, $value, $name }
    };
    (@ $name:ident, $wire:literal, $argument:ty, $value:expr) => {
        #[doc = ::std::concat!("Sets `", $wire, "`.")]
        #[inline]
        pub fn $name(mut self, $name: $argument) -> Self {
            self.$name = ::std::option::Option::Some($value);
            self
        }
    };
}
