package kit

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// The icons' paths, on a field of 24 × 24.
const (
	IconPlay  = `<path d="M7 4.5v15l12.5-7.5z" fill="currentColor" stroke="none"/>`
	IconPause = `<path d="M8 5v14M16 5v14" stroke-width="3.4"/>`
	IconStop  = `<rect x="6" y="6" width="12" height="12" rx="1.5" fill="currentColor" stroke="none"/>`
	IconLink  = `<path d="M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12 6.300M14 10a4 4 0 0 0-5.700 0l-3.600 3.600a4 4 0 0 0 5.700 5.700L12 17.700"/>`
	IconAlert = `<path d="M12 8.500v4.500M12 16.500v.2M10.300 4.200 2.900 17a2 2 0 0 0 1.700 3h14.800a2 2 0 0 0 1.700-3L13.700 4.200a2 2 0 0 0-3.400 0z"/>`
	IconInfo  = `<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.700v.2"/>`
	IconTour  = `<circle cx="12" cy="12" r="9"/><path d="M9.500 9.500a2.500 2.500 0 1 1 3.600 2.300c-.8.4-1.100.9-1.100 1.700M12 16.800v.1"/>`
	IconLarge = `<path d="M3 18 8 6l5 12M4.700 14h6.600M15 18l3-7.500 3 7.500M16 15.500h4"/>`
	IconGlobe = `<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5.300 5 12.700 0 18M12 3c-5 5.300-5 12.700 0 18"/>`
	IconClose = `<path d="M6.500 6.500l11 11M17.500 6.500l-11 11"/>`
	IconLock  = `<rect x="5" y="10.500" width="14" height="10" rx="1.500" fill="currentColor" stroke="none"/><path d="M8 10V7.500a4 4 0 0 1 8 0V10"/>`
	IconStep  = `<path d="M6 5v14l9-7z" fill="currentColor" stroke="none"/><path d="M18 5v14" stroke-width="3"/>`
	IconDice  = `<rect x="4" y="4" width="16" height="16" rx="3"/><path d="M9 9v.1M15 9v.1M12 12v.1M9 15v.1M15 15v.1" stroke-width="2.600"/>`
	IconClear = `<path d="M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7"/>`
	IconClock = `<circle cx="12" cy="12" r="9"/><path d="M12 7v5.300l3.400 2"/>`
	IconTabs  = `<rect x="3" y="8" width="13" height="12" rx="1.500"/><path d="M8 8V4.500h13V16h-5"/>`
	IconSave  = `<path d="M12 4v11M7.500 10.500 12 15l4.500-4.500M5 19.500h14"/>`
	IconStar  = `<path d="M12 3.600l2.600 5.400 5.900.8-4.300 4.100 1.050 5.900L12 17l-5.250 2.800L7.800 13.900 3.500 9.800l5.900-.8z"/>`
	IconDown  = `<path d="M6 9.500l6 6 6-6"/>`
	IconUndo  = `<path d="M8 5 4 9l4 4M4.500 9H14a5.500 5.500 0 0 1 0 11H9"/>`
	IconRedo  = `<path d="m16 5 4 4-4 4M19.500 9H10a5.500 5.500 0 0 0 0 11h5"/>`
	IconUp    = `<path d="M12 19V5.500M6.500 11 12 5.500l5.500 5.500"/>`
	IconLower = `<path d="M12 5v13.500M6.500 13l5.500 5.500 5.500-5.500"/>`
	IconPlus  = `<path d="M12 5v14M5 12h14"/>`
	IconCopy  = `<rect x="8.500" y="8.500" width="11" height="11" rx="1.500"/><path d="M15 5H6.500A1.500 1.500 0 0 0 5 6.500V15"/>`
	IconReset = `<path d="M4 5v5h5M4.500 10A8 8 0 1 1 4 13.500"/>`
)

// Icon is a small drawing beside a text that says the same.
func Icon(path string) goapp.UI {
	return goapp.Raw(`<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">` + path + `</svg>`)
}
