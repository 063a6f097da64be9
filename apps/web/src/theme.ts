import { createTheme, type MantineColorsTuple } from '@mantine/core';

const abonde: MantineColorsTuple = [
  '#eef4fb',
  '#d9e6f5',
  '#b0cbea',
  '#84aede',
  '#5f95d3',
  '#4584cc',
  '#2f6fb8',
  '#1b4d8f',
  '#173f75',
  '#12325d',
];
const dark: MantineColorsTuple = [
  '#e6eaf0',
  '#c3ccd8',
  '#a9b4c2',
  '#8490a0',
  '#4b5563',
  '#363e4a',
  '#2a303a',
  '#1f242d',
  '#16191f',
  '#101318',
];

export const theme = createTheme({
  primaryColor: 'abonde',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { abonde, dark },
  fontFamily: "'Inter Variable', 'Inter Stand-in', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '2rem' }, h2: { fontSize: '1.0625rem', lineHeight: '1.5rem' } },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
