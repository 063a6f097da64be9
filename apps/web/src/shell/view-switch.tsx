import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  data: { value: string; label: string }[];
}

/** What of a page is shown; its choices stand below one another on a phone. */
export function ViewSwitch({ label, ...choice }: Props) {
  const phone = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  return (
    <SegmentedControl
      {...choice}
      aria-label={label}
      fullWidth={phone ?? false}
      orientation={phone ? 'vertical' : 'horizontal'}
      style={{ alignSelf: phone ? 'stretch' : 'flex-start' }}
    />
  );
}
