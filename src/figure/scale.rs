//! Powers of ten: `£000`, `£m`, "thousand", and the worth of a printed digit.

use rust_decimal::Decimal;

/// `10^exponent`, for exponents from -28 to 28; outside, the nearest of these.
pub fn power_of_ten(exponent: i32) -> Decimal {
    let e = exponent.clamp(-28, 28);
    if e >= 0 {
        Decimal::from_i128_with_scale(10_i128.pow(e as u32), 0)
    } else {
        Decimal::new(1, e.unsigned_abs())
    }
}

/// `value * 10^scale`; a value too large to hold saturates.
pub fn apply(value: Decimal, scale: i8) -> Decimal {
    if scale == 0 {
        return value;
    }
    value
        .checked_mul(power_of_ten(i32::from(scale)))
        .unwrap_or(if value.is_sign_negative() {
            Decimal::MIN
        } else {
            Decimal::MAX
        })
}
