// Package view is what people see: the page's components, put together.
//
// Components only show what the models know and pass on what people do. The screen follows the models at most four times a second, its charts twice
// while steps go on: the page must never hold up the browser.
package view
