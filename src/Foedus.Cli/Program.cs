using System.Text;
using Foedus.Cli;

#pragma warning disable RS0030 // The process edge: the one place that reads the terminal, the clock and the environment.

// Text must look the same on every machine: no byte order mark, no carriage returns.
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
using var standardError = Console.OpenStandardError();
using var outWriter = new StreamWriter(output, utf8, bufferSize: 32 * 1024) { NewLine = "\n" };
using var errorWriter = new StreamWriter(standardError, utf8) { NewLine = "\n", AutoFlush = true };

return FoedusCli.Run(
    new Edge(
        args,
        input,
        output,
        outWriter,
        errorWriter,
        new DiskFiles(),
        TimeProvider.System,
        Environment.GetEnvironmentVariable,
        OutIsTerminal: !Console.IsOutputRedirected,
        ErrorIsTerminal: !Console.IsErrorRedirected
    )
    {
        Processors = Environment.ProcessorCount,
    }
);
