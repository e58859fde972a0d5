/** The one theme: persimmon on warm paper by day, embers in a dark alley by night. */
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

// Shade 7 carries white text at 5.4:1, shade 5 carries ink at 6.2:1 (WCAG 2.2, computed).
const persimmon: MantineColorsTuple = [
  '#fff1ea',
  '#fde0d3',
  '#f9c0a8',
  '#f59f7b',
  '#f28a60',
  '#f07a52',
  '#e4572e',
  '#bd3e1a',
  '#a63616',
  '#842a11',
]

const leaf: MantineColorsTuple = [
  '#e9f5ee',
  '#d0e9da',
  '#a3d3b7',
  '#74bd93',
  '#55ac7a',
  '#43a06b',
  '#2d8556',
  '#1f6b43',
  '#165334',
  '#0e3b25',
]

const stone: MantineColorsTuple = [
  '#f6f1e9',
  '#ece5da',
  '#ddd3c5',
  '#c4b8a7',
  '#a5988a',
  '#867a6d',
  '#6b6055',
  '#534a41',
  '#3b342d',
  '#1f1b16',
]

// Mantine reads 0 as the brightest text and 7 as the body of dark mode.
const dark: MantineColorsTuple = [
  '#f1eae0',
  '#d8cfc2',
  '#b5a999',
  '#8f8375',
  '#5b5147',
  '#443b33',
  '#2b2520',
  '#191511',
  '#120f0c',
  '#0b0907',
]

// Mantine picks the words' colour by the light shade only; by night the accent is pale and takes ink.
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  const isAccent = input.color === undefined || input.color === input.theme.primaryColor
  return input.variant === 'filled' && isAccent
    ? { ...colors, color: 'var(--golmok-on-accent)' }
    : colors
}

export const theme = createTheme({
  variantColorResolver,
  colors: { persimmon, leaf, gray: stone, dark },
  primaryColor: 'persimmon',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  black: '#1f1b16',
  white: '#ffffff',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  fontFamily:
    "'Pretendard Variable', Pretendard, -apple-system, 'Apple SD Gothic Neo', 'Noto Sans KR', sans-serif",
  fontFamilyMonospace: "'Pretendard Variable', ui-monospace, monospace",
  fontSizes: { xs: '13px', sm: '14px', md: '16px', lg: '18px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '700',
    sizes: {
      h1: { fontSize: '26px', lineHeight: '1.3' },
      h2: { fontSize: '20px', lineHeight: '1.35' },
      h3: { fontSize: '17px', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md', hideControls: true } },
    Chip: {
      vars: () => ({
        root: { '--chip-size': '44px', '--chip-color': 'var(--golmok-on-accent)' },
      }),
    },
    Textarea: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    // As tall as a thumb: its own items are made for a mouse.
    Menu: { styles: { item: { minHeight: 'var(--golmok-tap)', fontSize: '16px' } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } } },
  },
})

/** Names for what colours are for; style sheets use these and never a colour itself. */
export const cssVariables: CSSVariablesResolver = (made) => ({
  variables: {
    '--golmok-radius': '12px',
    '--golmok-tap': '48px',
    '--golmok-quick': '160ms',
  },
  light: {
    '--mantine-color-body': '#fbf8f3',
    '--mantine-color-text': made.black,
    '--mantine-color-dimmed': '#6b6055',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#ddd3c5',
    '--mantine-color-placeholder': '#7a6e62',
    '--golmok-paper': '#fbf8f3',
    '--golmok-card': '#ffffff',
    '--golmok-sunk': '#f3ede3',
    '--golmok-ink': '#1f1b16',
    '--golmok-soft': '#6b6055',
    '--golmok-line': '#e4dbce',
    '--golmok-accent': '#bd3e1a',
    '--golmok-accent-wash': '#fff1ea',
    '--golmok-on-accent': '#ffffff',
    '--mantine-primary-color-contrast': '#ffffff',
    '--golmok-yes': '#1f6b43',
    '--golmok-yes-wash': '#e9f5ee',
    '--golmok-no': '#b3261e',
    '--golmok-no-wash': '#fcebe8',
    '--golmok-ring': '#bd3e1a',
  },
  dark: {
    '--mantine-color-body': '#191511',
    '--mantine-color-text': '#f1eae0',
    '--mantine-color-dimmed': '#b5a999',
    '--mantine-color-error': '#ff9b8f',
    '--mantine-color-default-border': '#443b33',
    '--mantine-color-placeholder': '#a09383',
    '--golmok-paper': '#191511',
    '--golmok-card': '#241f1a',
    '--golmok-sunk': '#120f0c',
    '--golmok-ink': '#f1eae0',
    '--golmok-soft': '#b5a999',
    '--golmok-line': '#3a322b',
    '--golmok-accent': '#f28a60',
    '--golmok-accent-wash': '#3a2218',
    '--golmok-on-accent': '#1f1b16',
    '--mantine-primary-color-contrast': '#1f1b16',
    '--golmok-yes': '#7fcb9f',
    '--golmok-yes-wash': '#14291e',
    '--golmok-no': '#ff9b8f',
    '--golmok-no-wash': '#371d19',
    '--golmok-ring': '#f28a60',
  },
})
