/** A code that a person gives a thing and that works wherever its id does: `SIAAP-2020-SR`. */
export const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
