import { createTheme, Drawer, Menu, Modal, MultiSelect, Popover, Select, Tooltip, type MantineColorsTuple } from '@mantine/core';

/** The colour of buttons and links: a deep blue, 7.6:1 on white at shade 7. Red belongs to the header and to danger. */
const blue: MantineColorsTuple = ['#eef5fb', '#dbe8f4', '#b7d0e8', '#8fb5da', '#6b9ece', '#4f8cc4', '#2f74b5', '#1f5a94', '#184a7c', '#123a63'];
/** For buttons of danger: 6.5:1 under white at shade 7. */
const red: MantineColorsTuple = ['#fdf0f0', '#f8dcdc', '#efb5b5', '#e58b8b', '#dc6767', '#d65050', '#cb3c3c', '#b02a2a', '#921f1f', '#751717'];

const list = { withScrollArea: false, styles: { options: { maxHeight: 240, overflowY: 'auto' as const } } };
const quick = { transitionProps: { duration: 120 } };

/** Everything that is not Mantine's lies in theme.css. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 6 },
  colors: { blue, red },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.34', sm: '1.43', md: '1.43', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '4px', lg: '8px', xl: '8px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // A header element inside a dialog would count as a second banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    // Mantine sets titles solid; on two lines the marks of the second would touch the first.
    Modal: Modal.extend({ defaultProps: quick, styles: { title: { lineHeight: 1.43, fontWeight: 600 } } }),
    Drawer: Drawer.extend({ defaultProps: quick }),
    Menu: Menu.extend({ defaultProps: quick }),
    Popover: Popover.extend({ defaultProps: quick }),
    // Escape closes the calendar; without this mark also the dialog in which the field stands. Named, so that the first load is spared the calendar.
    DateInput: { defaultProps: { 'data-mantine-stop-propagation': true } },
    // The list itself scrolls; a scroll area around it would be one more thing that the keyboard cannot reach.
    Select: Select.extend({ defaultProps: list }),
    MultiSelect: MultiSelect.extend({ defaultProps: list }),
    Tooltip: Tooltip.extend({ defaultProps: { ...quick, openDelay: 300, events: { hover: true, focus: true, touch: false } } }),
  },
});
