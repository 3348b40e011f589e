"""Where do articles come from? From a path to a stream of articles; it stores nothing."""
