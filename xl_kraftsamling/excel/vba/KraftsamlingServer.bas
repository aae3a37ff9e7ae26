Attribute VB_Name = "KraftsamlingServer"
Option Explicit
Option Private Module ' nothing here is a macro or a function for a cell

' The server of Python in which the functions of cells are called. It is started by the DLL of xlwings, which
' “kraftsamling addin install” puts into the user's own folder under a name without a version, so that it outlives every upgrade.
' The declarations and the command are made after those of xlwings.bas, changed:

'xlwings is distributed under a BSD 3-clause license.
'
'Copyright (C) 2014-present, Zoomer Analytics LLC.
'All rights reserved.
'
'Redistribution and use in source and binary forms, with or without modification,
'are permitted provided that the following conditions are met:
'
'* Redistributions of source code must retain the above copyright notice, this
'  list of conditions and the following disclaimer.
'
'* Redistributions in binary form must reproduce the above copyright notice, this
'  list of conditions and the following disclaimer in the documentation and/or
'  other materials provided with the distribution.
'
'* Neither the name of the copyright holder nor the names of its
'  contributors may be used to endorse or promote products derived from
'  this software without specific prior written permission.
'
'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
'ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
'WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
'DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
'ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
'(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
'LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
'ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
'(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.


#If Mac Then

Public Function XLPy() As Object
    Fail "Funktionerna KRAFT_ fungerar bara i Excel för Windows."
End Function

#Else

#If Win64 Then
    Private Const SERVER As String = "kraftsamling64.dll"
    Private Declare PtrSafe Function StartServer Lib "kraftsamling64.dll" Alias "XLPyDLLActivateAuto" (ByRef answer As Variant, ByVal command As String, ByVal mode As Long) As Long
#Else
    Private Const SERVER As String = "kraftsamling32.dll"
    Private Declare PtrSafe Function StartServer Lib "kraftsamling32.dll" Alias "XLPyDLLActivateAuto" (ByRef answer As Variant, ByVal command As String, ByVal mode As Long) As Long
#End If
Private Declare PtrSafe Function LoadLibrary Lib "kernel32" Alias "LoadLibraryW" (ByVal path As LongPtr) As LongPtr

Private Const RUNNING As Long = 1 ' the server is started unless it runs already
Private Const DOCTOR As String = "'kraftsamling addin doctor' visar vad som är fel."

' The server; xlwings_udfs, which xlwings generates, knows it by this name.
Public Function XLPy() As Object
    Dim answer As Variant
    LoadServer
    If StartServer(answer, StartCommand(), RUNNING) <> 0 Then Fail "Excel kunde inte starta Python för funktionerna. " & DOCTOR
    Set XLPy = answer
End Function

' Load the DLL by its whole path, once: a name alone would be looked for in the folder of the workbook too.
Private Sub LoadServer()
    Static handle As LongPtr
    Dim path As String
    If handle <> 0 Then Exit Sub
    path = OwnFolder() & SERVER
    handle = LoadLibrary(StrPtr(path))
    If handle = 0 Then
        Fail path & " saknas eller får inte laddas (fel " & Err.LastDllError & "). Kör 'kraftsamling addin install' och starta om Excel. " & DOCTOR
    End If
End Sub

' What the DLL starts. Found once, since every cell asks; it puts the id of its server in the place of $(CLSID).
Private Function StartCommand() As String
    Static found As String
    If found = "" Then found = """" & FindWindowless(FindPython()) & """ -B -P -c ""import xlwings; xlwings.serve('$(CLSID)')"""
    StartCommand = found
End Function

' The Python that opens no window, beside the one that the settings name.
Private Function FindWindowless(ByVal python As String) As String
    Dim windowless As String
    windowless = Left$(python, InStrRev(python, "\")) & "pythonw.exe"
    FindWindowless = IIf(IsFile(windowless), windowless, python)
End Function

#End If
