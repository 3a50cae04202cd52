// Package apptest has a browser, a worker and an archive that tests tell what to do, and the tests of the models joined.
package apptest
