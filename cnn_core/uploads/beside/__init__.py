"""Classes of pictures as files that stand in other files beside them: tables, JSON, XML, lists, arrays."""
