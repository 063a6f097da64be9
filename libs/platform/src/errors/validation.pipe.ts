import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { DomainError } from './domain-error';

export interface FieldError {
  field: string;
  message: string;
}

/** Flattens nested errors to paths such as `lines.0.amount`. */
export function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = parent ? `${parent}.${error.property}` : error.property;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...fieldErrors(error.children ?? [], field)];
  });
}

function validationFailed(errors: ValidationError[]): DomainError {
  const fields = fieldErrors(errors);
  return new DomainError({
    code: 'VALIDATION_FAILED',
    status: 400,
    title: 'Some fields are not valid',
    detail: fields.map(({ message }) => message).join('; '),
    errors: fields,
  });
}

/** Checks and converts requests; unknown fields are dropped. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    transform: true,
    forbidNonWhitelisted: false,
    validationError: { target: false, value: false },
    exceptionFactory: validationFailed,
  });
}
