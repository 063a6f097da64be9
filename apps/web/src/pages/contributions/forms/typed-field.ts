import type { GetInputPropsReturnType } from '@mantine/form';
import type { ReactNode } from 'react';

interface TypedField {
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
}

/** What a form knows of a field, for fields whose value is always text: amounts and days. */
export function typed({ value, onChange, error }: GetInputPropsReturnType): TypedField {
  return {
    value: typeof value === 'string' ? value : '',
    onChange: onChange as (value: string) => void,
    error: error as ReactNode,
  };
}
