import {
  ActionIcon,
  Button,
  Combobox,
  type CSSVariablesResolver,
  createTheme,
  Input,
  InputWrapper,
  Menu,
  Modal,
  Notification,
  Popover,
} from "@mantine/core";

import css from "./parts.module.css";

/** What floats belongs to the main part of the page, also for those who walk by landmarks. */
const portalProps = { target: "main" };

/** The look: Mantine's parts in our few colours (tokens.css). */
export const theme = createTheme({
  fontFamily: "var(--font)",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.5", sm: "1.5", md: "1.5", lg: "1.45", xl: "1.35" },
  headings: { fontFamily: "var(--font)", fontWeight: "600" },
  defaultRadius: "6px",
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 6 },
  cursorType: "pointer",
  respectReducedMotion: true,
  colors: {
    accent: [
      "#ecedfb",
      "#dcdff7",
      "#bcc2ee",
      "#aab2ff",
      "#7a84e0",
      "#5f6ad8",
      "#4a55c9",
      "#3d47b3",
      "#343d99",
      "#2a327f",
    ],
  },
  components: {
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, portalProps } }),
    Combobox: Combobox.extend({ defaultProps: { portalProps } }),
    Notification: Notification.extend({
      defaultProps: { withBorder: true },
      classNames: { root: css.notification, description: css.description },
    }),
    Button: Button.extend({ defaultProps: { size: "xs", variant: "default" }, classNames: { root: css.button } }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: "subtle", color: "gray", size: 28 },
      classNames: { root: css.icon },
    }),
    Input: Input.extend({ defaultProps: { size: "sm" }, classNames: { wrapper: css.wrapper, input: css.input } }),
    InputWrapper: InputWrapper.extend({ classNames: { label: css.label, description: css.description } }),
    Popover: Popover.extend({ defaultProps: { shadow: "md", portalProps } }),
    Modal: Modal.extend({ defaultProps: { centered: true } }),
  },
});

const shared = {
  "--mantine-color-body": "var(--bg)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--text-3)",
  "--mantine-color-placeholder": "var(--text-3)",
  "--mantine-color-default": "var(--bg)",
  "--mantine-color-default-hover": "var(--bg-hover)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-anchor": "var(--accent-text)",
  "--mantine-color-error": "var(--red)",
  "--mantine-color-accent-filled": "var(--accent)",
  "--mantine-color-accent-filled-hover": "var(--accent-hover)",
  "--mantine-primary-color-filled": "var(--accent)",
  "--mantine-primary-color-filled-hover": "var(--accent-hover)",
  "--mantine-color-gray-light-color": "var(--text-2)",
  "--mantine-color-gray-light-hover": "var(--bg-hover)",
};

export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
