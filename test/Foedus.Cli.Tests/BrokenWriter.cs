using System.Text;

namespace Foedus.Cli.Tests;

/// <summary>A writer that fails with the given exception, on writing or only when flushed.</summary>
internal sealed class BrokenWriter(Exception failure, bool onlyOnFlush) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (!onlyOnFlush)
        {
            throw failure;
        }
    }

    public override void Flush()
    {
        if (onlyOnFlush)
        {
            throw failure;
        }
    }
}
