// Benchmarks are named on the command line; each is one file in this folder.
Console.Error.WriteLine("Foedus.Bench: no benchmark is registered yet. Add one in bench/Foedus.Bench.");
return 2;
