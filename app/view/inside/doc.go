// Package inside is the components that look inside networks and pictures.
package inside
