package store

import (
	"context"
	"errors"
	"testing"
)

func TestWhatIsGivenUpIsTheErrorOfItsContext(t *testing.T) {
	ended, cancel := context.WithTimeout(context.Background(), 0)
	defer cancel()
	inactive := &exception{"TransactionInactiveError", "The transaction is not active."}
	tests := []struct {
		name      string
		ctx       context.Context
		err, want error
	}{
		{"nothing wrong", context.Background(), nil, nil},
		{"done in spite of the end", ended, nil, nil},
		{"an error of its own", context.Background(), inactive, inactive},
		{"inactive after the end", ended, inactive, context.DeadlineExceeded},
		{"several after the end", ended, errors.Join(context.DeadlineExceeded, inactive), context.DeadlineExceeded},
	}
	for _, test := range tests {
		if err := givenUp(test.ctx, test.err); err != test.want {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
}
